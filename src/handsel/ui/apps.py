"""The ui app."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Where Django finds it, and under which label."""

    name = "handsel.ui"
    label = "ui"
