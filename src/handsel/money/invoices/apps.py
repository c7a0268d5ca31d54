"""The invoices app."""

from django.apps import AppConfig


class InvoicesConfig(AppConfig):
    """Where Django finds it, and under which label."""

    name = "handsel.money.invoices"
    label = "invoices"
