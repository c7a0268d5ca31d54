"""The people app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Where Django finds it, and under which label."""

    name = "handsel.people"
    label = "people"
