"""The casework app."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """Where Django finds it, and under which label."""

    name = "handsel.trust.casework"
    label = "casework"
