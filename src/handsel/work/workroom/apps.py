"""The workroom app."""

from django.apps import AppConfig


class WorkroomConfig(AppConfig):
    """Where Django finds it, and under which label."""

    name = "handsel.work.workroom"
    label = "workroom"
