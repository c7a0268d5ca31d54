"""The books of the test bank."""

from collections.abc import Sequence
from datetime import datetime

from django.db import models

from handsel.money.rails.sandbox.scenarios import Outcome, SandboxScenario, SettlementSpeed, course
from handsel.money.rails.states import TransferState
from handsel.people.calendars import house_calendar


class SandboxTransfer(models.Model):
    """A deposit or payout as the test bank knows it: under the same key, with its scenario."""

    id = models.UUIDField(primary_key=True)
    is_payout = models.BooleanField()
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    speed = models.CharField(max_length=20, choices=[(speed.value, speed.value) for speed in SettlementSpeed])
    outcome = models.CharField(max_length=10, choices=[(outcome.value, outcome.value) for outcome in Outcome])
    asked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"SandboxTransfer {self.pk}"

    def course(self) -> Sequence[tuple[datetime, TransferState]]:
        """The states that it comes to, each with its instant."""
        scenario = SandboxScenario(SettlementSpeed(self.speed), Outcome(self.outcome))
        return course(self.asked_at, scenario, house_calendar())
