"""The approvals app."""

from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    """Where Django finds it, and under which label."""

    name = "handsel.trust.approvals"
    label = "approvals"
