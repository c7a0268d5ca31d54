"""The erasing app."""

from django.apps import AppConfig


class ErasingConfig(AppConfig):
    """Where Django finds it, and under which label."""

    name = "handsel.trust.erasing"
    label = "erasing"
