"""The terms app."""

from django.apps import AppConfig


class TermsConfig(AppConfig):
    """Where Django finds it, and under which label."""

    name = "handsel.work.terms"
    label = "terms"
