"""The web app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Where Django finds it, and under which label."""

    name = "handsel.web"
    label = "web"
