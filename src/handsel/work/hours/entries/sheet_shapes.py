"""What entries about timesheets have in common: their facts and matters."""

from typing_extensions import TypedDict

from handsel.kernel.json import Facts
from handsel.money.invoices.entries import PaymentFacts
from handsel.record.shapes import Instant, Minor, Text, Whole, shape
from handsel.work.hours.entries.pauses import PauseAfter
from handsel.work.hours.entries.weeks import WeekFacts
from handsel.work.hours.week_names import week_key


@shape
class HeldFacts(WeekFacts):
    """Why a timesheet is held back; until when says its week."""

    reason: Text


@shape
class SheetAfter(TypedDict):
    """The columns of a timesheet once the act is done."""

    stage: str
    seconds: Whole
    protected: Whole
    unprotected: Whole
    missing: Minor
    submitted_at: Instant
    review_ends_at: Instant | None
    approved_at: Instant | None
    closed_at: Instant | None
    reopening_by: str
    reopening_reason: Text
    protected_blocks: list[Whole]
    unbilled_blocks: list[Whole]


@shape
class SheetFacts(WeekFacts):
    """A timesheet in an entry: its columns, what it costs, and its week."""

    sheet: SheetAfter
    amount: Minor
    automatic: bool
    job_stage: str


@shape
class SubmittedFacts(SheetFacts):
    """A timesheet that was submitted; one without time returned what was held for its week.

    `payable_seconds` is what the other timesheets of its week left it of their limit.
    """

    payable_seconds: Whole
    returned: Minor


@shape
class PaidFacts(SheetFacts, PaymentFacts):
    """What left the week's holding, what is missing, and the pause that began or ended with it, if any."""

    missing: Minor
    pause: PauseAfter | None


def review(facts: Facts) -> str:
    """The matter of a timesheet in review."""
    return f"timesheet {week_key(facts)}"


def reopening(facts: Facts) -> str:
    """The matter of a request to reopen a timesheet."""
    return f"reopen {week_key(facts)}"
