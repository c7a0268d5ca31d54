"""The conduct app."""

from django.apps import AppConfig


class ConductConfig(AppConfig):
    """Where Django finds it, and under which label."""

    name = "handsel.trust.conduct"
    label = "conduct"
