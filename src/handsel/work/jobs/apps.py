"""The jobs app."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Where Django finds it, and under which label."""

    name = "handsel.work.jobs"
    label = "jobs"
