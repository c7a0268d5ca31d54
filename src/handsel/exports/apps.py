"""The exports app."""

from django.apps import AppConfig


class ExportsConfig(AppConfig):
    """Where Django finds it, and under which label."""

    name = "handsel.exports"
    label = "exports"
