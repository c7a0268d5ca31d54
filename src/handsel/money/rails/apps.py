"""The rails app."""

from django.apps import AppConfig


class RailsConfig(AppConfig):
    """Where Django finds it, and under which label."""

    name = "handsel.money.rails"
    label = "rails"
