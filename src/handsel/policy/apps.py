"""The policy app."""

from django.apps import AppConfig


class PolicyConfig(AppConfig):
    """Where Django finds it, and under which label."""

    name = "handsel.policy"
    label = "policy"
