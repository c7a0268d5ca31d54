"""The escrow app."""

from django.apps import AppConfig


class EscrowConfig(AppConfig):
    """Where Django finds it, and under which label."""

    name = "handsel.money.escrow"
    label = "escrow"
