"""The due app."""

from django.apps import AppConfig


class DueConfig(AppConfig):
    """Where Django finds it, and under which label."""

    name = "handsel.due"
    label = "due"
