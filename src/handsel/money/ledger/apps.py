"""The ledger app."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Where Django finds it, and under which label."""

    name = "handsel.money.ledger"
    label = "ledger"
