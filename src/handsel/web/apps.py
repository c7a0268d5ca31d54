"""The web app."""

from django.apps import AppConfig
from django.urls import register_converter

from handsel.web.base.path_numbers import PathNumber


class WebConfig(AppConfig):
    """Where Django finds it, and under which label."""

    name = "handsel.web"
    label = "web"

    def ready(self) -> None:
        """Name the converter of numbers, before any route is read."""
        register_converter(PathNumber, "number")
