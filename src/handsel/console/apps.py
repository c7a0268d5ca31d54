"""The console app."""

from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    """Where Django finds it, and under which label."""

    name = "handsel.console"
    label = "console"
