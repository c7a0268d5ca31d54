"""The record app."""

from django.apps import AppConfig


class RecordConfig(AppConfig):
    """Where Django finds it, and under which label."""

    name = "handsel.record"
    label = "record"
