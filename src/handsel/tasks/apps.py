"""The tasks app."""

from django.apps import AppConfig


class TasksConfig(AppConfig):
    """Where Django finds it, and under which label."""

    name = "handsel.tasks"
    label = "tasks"
