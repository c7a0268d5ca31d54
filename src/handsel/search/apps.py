"""The search app."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Where Django finds it, and under which label."""

    name = "handsel.search"
    label = "search"
