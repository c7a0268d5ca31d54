"""Paying a timesheet: approved by the client, or by itself when the review ends (rules: hourly week 5)."""

from datetime import datetime

from handsel.kernel import identifiers
from handsel.kernel.identifiers import HOUSE
from handsel.kernel.json import Facts
from handsel.kernel.money import Money
from handsel.money.escrow import holdings
from handsel.money.escrow.charges import Charge, charge_for, refuse_other
from handsel.money.escrow.holdings import PaidAmounts
from handsel.money.invoices.issuing import InvoiceSubject
from handsel.money.invoices.of_release import invoice_release, payment_facts
from handsel.record.actions import Actor
from handsel.work.hours.blocks import returned
from handsel.work.hours.entries import sheets as entries
from handsel.work.hours.entries.time import duration_text
from handsel.work.hours.funding import holding_of
from handsel.work.hours.lifecycle import SheetStage, WeekStage
from handsel.work.hours.models import JobPause, Timesheet
from handsel.work.hours.pausing import begin_pause, end_shortage
from handsel.work.hours.pay import SheetAmounts, pay_from
from handsel.work.hours.planning import close_if_over
from handsel.work.hours.refusals import PaymentDue
from handsel.work.hours.review_timer import stop_review
from handsel.work.jobs.acts import JobContext, act
from handsel.work.jobs.lifecycle import JobStage, Side
from handsel.work.jobs.refusals import InvalidState


@act(entries.PAID, Side.CLIENT)
def approve(context: JobContext, sheet: Timesheet) -> Facts:
    """Pay a timesheet before its review ends; raises `PaymentDue` once it has ended."""
    if sheet.stage != SheetStage.SUBMITTED:
        raise InvalidState
    if is_due(sheet, context.at):
        raise PaymentDue
    return {**_pay(context, sheet), "automatic": False}


@act(entries.PAID, Side.HOUSE)
def _pay_unanswered(context: JobContext, sheet: Timesheet) -> Facts:
    """Check again under the lock: it may have been approved at the last moment."""
    if not is_due(sheet, context.at):
        raise InvalidState
    return {**_pay(context, sheet), "automatic": True}


@act(entries.PAID, Side.CLIENT)
def pay_missing(context: JobContext, sheet: Timesheet, *, expected: Money) -> Facts:
    """Fund and pay what was short; the job goes on. Raises `Stale`, `Overdrawn` and `FundingWaits`."""
    if not is_short(sheet):
        raise InvalidState
    refuse_other(missing_charge(sheet), expected)
    holding = holding_of(sheet.week)
    holdings.fund(context, [(holding, sheet.missing_money)])
    amount, sheet.missing = sheet.missing, 0
    pause = end_shortage(context, sheet)
    return {**_release(context, sheet, amount, sheet.time.seconds, pause), "automatic": False}


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
        key = identifiers.derived(sheet.week.ref, f"pay {sheet.review_ends_at}")
        _pay_unanswered(Actor(HOUSE, at, key), sheet)


def is_due(sheet: Timesheet, at: datetime) -> bool:
    """Whether the review of a timesheet has ended, and it is not paid yet."""
    ends = sheet.review_ends_at
    return sheet.stage == SheetStage.SUBMITTED and ends is not None and ends <= at


def is_short(sheet: Timesheet) -> bool:
    """Whether the client is asked for money that was missing when it was to be paid."""
    return bool(sheet.missing) and sheet.stage in {SheetStage.DUE, SheetStage.SHORT}


def _pay(context: JobContext, sheet: Timesheet) -> Facts:
    """End the review, and pay all but the blocks that were taken out of it."""
    stop_review(sheet)
    sheet.move(SheetStage.DUE)
    sheet.review_ends_at = None
    rest, sheet.missing = sheet.rest, 0
    return pay_now(context, sheet, rest, sheet.rest_seconds)


def pay_now(context: JobContext, sheet: Timesheet, amounts: SheetAmounts, seconds: int) -> Facts:
    """Pay from what is held, protected time first; where it is short, ask for the rest and pause the job.

    Frozen blocks are not paid, and what they cost stays in escrow as far as it is there.
    """
    shortage = pay_from(amounts, held=sheet.week.held.minor)
    sheet.missing += shortage.missing.whole
    stops = is_short(sheet) and context.job.stage == JobStage.WORKING
    pause = begin_pause(context, by=Side.HOUSE) if stops else None
    return _release(context, sheet, shortage.paid.whole, seconds, pause)


def _release(
    context: JobContext, sheet: Timesheet, minor: int, seconds: int, pause: JobPause | None
) -> Facts:
    """Release what is paid now, with its invoice; after the review, return what nothing waits for."""
    week, currency = sheet.week, context.job.currency
    amount = Money(minor, currency)
    nothing = PaidAmounts(Money(0, currency), Money(0, currency))
    released, refunded, invoices = nothing, nothing, []
    left = (week.held - amount).minor
    in_review = sheet.stage == SheetStage.SUBMITTED
    rest = Money(0 if in_review else returned(held=left, frozen=sheet.frozen), currency)
    if week.holding is not None and (amount or rest):
        week.holding.client, week.holding.freelancer = context.job.sides()
        released, refunded = holdings.settle(context, week.holding, to_freelancer=amount, to_client=rest)
    if amount and week.holding is not None:
        rate = f"{week.rate_money.decimal} {currency} an hour"
        line = f"Week of {week.monday:%-d %B %Y}: {duration_text(seconds)} at {rate}, not protected"
        subject = InvoiceSubject(context.job.pk, context.job.title, line)
        invoices = invoice_release(context, subject, week.holding, released)
    _close(context, sheet)
    return {
        **sheet.facts(),
        **payment_facts(amount, released, refunded, invoices),
        "missing": sheet.missing,
        "pause": pause.facts() if pause else None,
        "job_stage": context.job.stage,
    }


def _close(context: JobContext, sheet: Timesheet) -> None:
    """A timesheet that was paid in full closes its week, and an ended job with the last of them.

    It stays open while it is in review, and while a block of it is not decided.
    """
    if sheet.stage != SheetStage.SUBMITTED and not sheet.frozen:
        stage = SheetStage.SHORT if sheet.missing else SheetStage.PAID
        if stage != sheet.stage:
            sheet.move(stage)
    if sheet.stage == SheetStage.PAID:
        sheet.closed_at = sheet.week.closed_at = context.at
        sheet.week.move(WeekStage.CLOSED)
    sheet.save(force_update=True)
    sheet.week.save(force_update=True)
    close_if_over(context)
