"""The disputes app."""

from django.apps import AppConfig


class DisputesConfig(AppConfig):
    """Where Django finds it, and under which label."""

    name = "handsel.trust.disputes"
    label = "disputes"
