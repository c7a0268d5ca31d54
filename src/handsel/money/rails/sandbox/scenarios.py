"""Scenarios of test transfers: how long each takes, and how it ends."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from handsel.kernel.calendar import Calendar
from handsel.kernel.json import Facts
from handsel.money.rails.states import TransferState

BANK_DAYS = 2
MINUTE = timedelta(minutes=1)


class Outcome(StrEnum):
    """How a test transfer ends."""

    SETTLES = "settles"
    STAYS = "stays"
    FAILS = "fails"
    RETURNS = "returns"


class SettlementSpeed(StrEnum):
    """How long a test transfer takes to settle."""

    AT_ONCE = "at once"
    MINUTE = "a minute"
    BANK_DAYS = "2 business days"


@dataclass(frozen=True)
class SandboxScenario:
    """The speed and outcome of a test transfer."""

    speed: SettlementSpeed = SettlementSpeed.AT_ONCE
    outcome: Outcome = Outcome.SETTLES

    @classmethod
    def parse(cls, options: Facts) -> "SandboxScenario":
        """The scenario in the options of a transfer; raises `ValueError` for a word that is none."""
        default = cls()
        return cls(
            SettlementSpeed(options.get("speed", default.speed)),
            Outcome(options.get("outcome", default.outcome)),
        )

    @property
    def options(self) -> Facts:
        """The options of a transfer that is to go like this."""
        return asdict(self)


def arrival(asked_at: datetime, speed: SettlementSpeed, calendar: Calendar) -> datetime:
    """When money requested at an instant settles or fails."""
    if speed is SettlementSpeed.BANK_DAYS:
        return calendar.business_days_after(asked_at, BANK_DAYS)
    return asked_at + (MINUTE if speed is SettlementSpeed.MINUTE else timedelta())


def course(
    asked_at: datetime, scenario: SandboxScenario, calendar: Calendar
) -> Sequence[tuple[datetime, TransferState]]:
    """The states that a transfer comes to, each with its instant; a return takes as long again."""
    settles_at = arrival(asked_at, scenario.speed, calendar)
    returns_at = max(arrival(settles_at, scenario.speed, calendar), settles_at + MINUTE)
    settled, returned = (settles_at, TransferState.SETTLED), (returns_at, TransferState.RETURNED)
    return {
        Outcome.SETTLES: [settled],
        Outcome.STAYS: [],
        Outcome.FAILS: [(settles_at, TransferState.FAILED)],
        Outcome.RETURNS: [settled, returned],
    }[scenario.outcome]
