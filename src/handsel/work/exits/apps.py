"""The exits app."""

from django.apps import AppConfig


class ExitsConfig(AppConfig):
    """Where Django finds it, and under which label."""

    name = "handsel.work.exits"
    label = "exits"
