"""The hours app."""

from django.apps import AppConfig


class HoursConfig(AppConfig):
    """Where Django finds it, and under which label."""

    name = "handsel.work.hours"
    label = "hours"
