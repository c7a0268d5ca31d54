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
    if sheet.stage != SheetStage.SHORT:
        raise InvalidState
    refuse_other(missing_charge(sheet), expected)
    holding = holding_of(sheet.week)
    holdings.fund(context, [(holding, sheet.missing_money)])
    amounts = SheetAmounts(unprotected=sheet.missing)
    sheet.missing = 0
    pause = end_shortage(context, sheet)
    return {**_release(context, sheet, amounts), **_paused(context, pause), "automatic": False}


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


def _pay(context: JobContext, sheet: Timesheet) -> Facts:
    """Pay from what is held, protected time first; where it is short, ask for the rest and pause the job."""
    stop_review(sheet)
    sheet.move(SheetStage.DUE)
    shortage = pay_from(sheet.amounts, held=sheet.week.held.minor)
    sheet.missing = shortage.missing.whole
    stops = sheet.missing and context.job.stage == JobStage.WORKING
    pause = begin_pause(context, by=Side.HOUSE) if stops else None
    return {**_release(context, sheet, shortage.paid), **_paused(context, pause)}


def _paused(context: JobContext, pause: JobPause | None) -> Facts:
    """The pause that a payment began or ended, and where the job is."""
    return {"pause": pause.facts() if pause else None, "job_stage": context.job.stage}


def _release(context: JobContext, sheet: Timesheet, amounts: SheetAmounts) -> Facts:
    """Release what is paid now, with its invoice, and return what is left once all of it is paid."""
    week, currency = sheet.week, context.job.currency
    amount = Money(amounts.whole, currency)
    nothing = PaidAmounts(Money(0, currency), Money(0, currency))
    released, refunded, invoices = nothing, nothing, []
    rest = week.held - amount
    if week.holding is not None and week.held:
        week.holding.client, week.holding.freelancer = context.job.sides()
        released, refunded = holdings.settle(context, week.holding, to_freelancer=amount, to_client=rest)
    if amount and week.holding is not None:
        line = f"Week of {week.monday}: {duration_text(sheet.time.seconds)}"
        subject = InvoiceSubject(context.job.pk, context.job.title, line)
        invoices = invoice_release(context, subject, week.holding, released)
    _close(context, sheet)
    return {
        **sheet.facts(),
        **payment_facts(amount, released, refunded, invoices),
        "missing": sheet.missing,
    }


def _close(context: JobContext, sheet: Timesheet) -> None:
    """A timesheet that was paid in full closes its week, and an ended job with the last of them."""
    sheet.move(SheetStage.SHORT if sheet.missing else SheetStage.PAID)
    sheet.review_ends_at = None
    if not sheet.missing:
        sheet.closed_at = sheet.week.closed_at = context.at
        sheet.week.move(WeekStage.CLOSED)
    sheet.save(force_update=True)
    sheet.week.save(force_update=True)
    close_if_over(context)
