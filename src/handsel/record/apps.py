"""The record app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class RecordConfig(AppConfig):
    """Where Django finds it, and under which label; it gathers what every app declares as entries."""

    name = "handsel.record"
    label = "record"

    def ready(self) -> None:
        """Import the `entries` module of each app, so that every kind is known."""
        autodiscover_modules("entries")
