"""The devices app."""

from django.apps import AppConfig


class DevicesConfig(AppConfig):
    """Where Django finds it, and under which label."""

    name = "handsel.devices"
    label = "devices"
