"""The notices app."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Where Django finds it, and under which label."""

    name = "handsel.notices"
    label = "notices"
