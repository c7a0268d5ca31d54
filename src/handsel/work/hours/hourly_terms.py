"""What terms by the hour say: the rate, the week's limit, and how time may be recorded."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from handsel.kernel.json import Facts
from handsel.work.hours.pay import HOUR, amount

LIMIT_HOURS_MAX = 168
"""The hours of a week."""


class WorkView(StrEnum):
    """Whether tracked time comes with screenshots; where required, time without them is not billed."""

    REQUIRED = "required"
    OFFERED = "offered"
    OFF = "off"


@dataclass(frozen=True)
class HourlyTerms:
    """What an hourly job adds; the rate is in minor units an hour, the week's limit in seconds."""

    rate: int
    weekly_seconds: int
    start: date
    work_view: WorkView
    by_hand: bool
    auto_fund: bool

    @property
    def weekly_amount(self) -> int:
        """What a week costs at most, in minor units."""
        return amount(self.weekly_seconds, self.rate)

    @property
    def weekly_hours(self) -> int:
        """The week's limit in whole hours."""
        return self.weekly_seconds // HOUR

    def facts(self) -> Facts:
        """The hourly terms as the record stores them."""
        return {
            "rate": self.rate,
            "weekly_seconds": self.weekly_seconds,
            "start": self.start.isoformat(),
            "work_view": self.work_view.value,
            "by_hand": self.by_hand,
            "auto_fund": self.auto_fund,
        }


def hourly_from(facts: dict[str, Any]) -> HourlyTerms:
    """The hourly terms from their facts on the record."""
    start, work_view = date.fromisoformat(facts["start"]), WorkView(facts["work_view"])
    return HourlyTerms(**{**facts, "start": start, "work_view": work_view})
