"""The sandbox app."""

from django.apps import AppConfig


class SandboxConfig(AppConfig):
    """Where Django finds it, and under which label."""

    name = "handsel.money.rails.sandbox"
    label = "sandbox"
