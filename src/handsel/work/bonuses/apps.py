"""The bonuses app."""

from django.apps import AppConfig


class BonusesConfig(AppConfig):
    """Where Django finds it, and under which label."""

    name = "handsel.work.bonuses"
    label = "bonuses"
