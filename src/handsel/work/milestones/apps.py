"""The milestones app."""

from django.apps import AppConfig


class MilestonesConfig(AppConfig):
    """Where Django finds it, and under which label."""

    name = "handsel.work.milestones"
    label = "milestones"
