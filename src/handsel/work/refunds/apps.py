"""The refunds app."""

from django.apps import AppConfig


class RefundsConfig(AppConfig):
    """Where Django finds it, and under which label."""

    name = "handsel.work.refunds"
    label = "refunds"
