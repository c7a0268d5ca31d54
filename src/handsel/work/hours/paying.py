"""Paying a timesheet: approved by the client, or by itself when the review ends (rules: hourly week 5)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from handsel.kernel import identifiers
from handsel.kernel.identifiers import HOUSE
from handsel.kernel.json import Facts
from handsel.kernel.money import Money
from handsel.kernel.refusals import Stale
from handsel.money.escrow import holdings
from handsel.money.escrow.charges import Charge, charge_for, refuse_other
from handsel.record.actions import Actor
from handsel.work.hours.entries import sheets as entries
from handsel.work.hours.funding import holding_of
from handsel.work.hours.lifecycle import SheetStage
from handsel.work.hours.models import Timesheet
from handsel.work.hours.pausing import end_shortage
from handsel.work.hours.payment import SheetPayment, pay_each, release_each
from handsel.work.hours.review_refusals import PaymentDue
from handsel.work.hours.versions import refuse_other_version
from handsel.work.jobs.acts import JobContext, act, act_each
from handsel.work.jobs.lifecycle import Side
from handsel.work.jobs.refusals import InvalidState


@act(entries.PAID, Side.CLIENT)
def approve(context: JobContext, sheet: Timesheet, *, shown: str, expected: Money) -> Facts:
    """Pay a timesheet before its review ends; raises `PaymentDue` once it has ended.

    `shown` is the version that the client read, and `expected` what it then cost; raises `Stale` if either
    is another now.
    """
    if sheet.stage != SheetStage.SUBMITTED:
        raise InvalidState
    if is_due(sheet, context.at):
        raise PaymentDue
    refuse_other_version(sheet.version, shown)
    if sheet.rest_money != expected:
        raise Stale
    sheet.approved_at = context.at
    return {**pay_each([(context, sheet)])[0], "automatic": False}


@act(entries.PAID, Side.HOUSE)
def _pay_unanswered(context: JobContext, sheet: Timesheet) -> Facts:
    """Check again under the lock: it may have been approved at the last moment."""
    if not is_due(sheet, context.at):
        raise InvalidState
    return _pay_each_unanswered([(context, sheet)])[0]


@act(entries.PAID, Side.CLIENT)
def pay_missing(context: JobContext, sheet: Timesheet, *, expected: Money) -> Facts:
    """Fund and pay what was short; the job goes on. Raises `Stale`, `Overdrawn` and `FundingWaits`."""
    _refuse_other_rest(sheet, expected)
    holding = holding_of(sheet.week)
    holdings.fund(context, [(holding, sheet.missing_money)])
    amount, sheet.missing = sheet.missing, 0
    pause = end_shortage(context, sheet)
    payment = SheetPayment(context, sheet, Money(amount, context.job.currency), sheet.time.seconds, pause)
    return {**release_each([payment])[0], "automatic": False}


def refuse_paying_rest(sheet: Timesheet, *, expected: Money) -> None:
    """Raise what `pay_missing` would raise whatever the wallet has; called before adding what it lacks."""
    _refuse_other_rest(sheet, expected)
    holdings.refuse_debtor(sheet.job.client, sheet.job.currency)


def _refuse_other_rest(sheet: Timesheet, expected: Money) -> None:
    if not sheet.is_short:
        raise InvalidState
    refuse_other(missing_charge(sheet), expected)


def missing_charge(sheet: Timesheet) -> Charge:
    """What funding the rest of a short timesheet takes from the client's wallet."""
    job = sheet.job
    return charge_for(
        [(sheet.week.holding, sheet.missing_money)], rules=job.policy.rules, currency=job.currency
    )


def auto_pay(subject: str, at: datetime) -> None:
    """Pay a timesheet that the client did not answer, when its review has ended."""
    sheet = Timesheet.objects.select_related("job", "week").get(pk=int(subject))
    if is_due(sheet, at):
        _pay_unanswered(_house(sheet, sheet.week.ref, at), sheet)


def is_due(sheet: Timesheet, at: datetime) -> bool:
    """Whether the review of a timesheet has ended, and it is not paid yet."""
    ends = sheet.review_ends_at
    return sheet.stage == SheetStage.SUBMITTED and ends is not None and ends <= at


def auto_pay_each(subjects: Sequence[str], at: datetime) -> set[str]:
    """Pay many timesheets that nobody answered at once; gives those that need no further try.

    One whose job is locked by somebody else is left.
    """
    rows = Timesheet.objects.filter(pk__in=map(int, subjects))
    columns = rows.values_list("pk", "stage", "review_ends_at", "week__ref", "job__uuid", named=True)
    sheets: dict[int, Any] = {sheet.pk: sheet for sheet in columns}
    due = [pk for pk in map(int, subjects) if pk in sheets and is_due(sheets[pk], at)]
    requests = {pk: (_house(sheets[pk], sheets[pk].week__ref, at), sheets[pk].job__uuid) for pk in due}
    done = act_each(entries.PAID, Timesheet.objects.all(), requests, still=is_due, body=_pay_each_unanswered)
    return {str(pk) for pk in done | (sheets.keys() - set(due))}


def _pay_each_unanswered(pairs: Sequence[tuple[JobContext, Timesheet]]) -> list[Facts]:
    return [{**facts, "automatic": True} for facts in pay_each(pairs)]


def _house(sheet: Timesheet, week: UUID, at: datetime) -> Actor:
    return Actor(HOUSE, at, identifiers.derived(week, f"pay {sheet.review_ends_at}"))
