"""The look app."""

from django.apps import AppConfig


class LookConfig(AppConfig):
    """Where Django finds it, and under which label."""

    name = "handsel.look"
    label = "look"
