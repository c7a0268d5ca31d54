"""The app of factors; its rows are allauth's."""

from django.apps import AppConfig


class FactorsConfig(AppConfig):
    """Where Django finds it, and under which label."""

    name = "handsel.people.factors"
    label = "factors"
