"""What paying timesheets does: one by an act, or many in the weekly run (rules: hourly week 5)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from handsel.bulk import update_each
from handsel.kernel.json import Facts
from handsel.kernel.money import Money, zero
from handsel.money.escrow import holdings
from handsel.money.escrow.holdings import PaidAmounts, Settlement
from handsel.money.invoices.issuing import InvoiceSubject
from handsel.money.invoices.models import Invoice
from handsel.money.invoices.of_release import Release, invoice_each, payment_facts
from handsel.work.hours.blocks import returned
from handsel.work.hours.entries.time import duration_text
from handsel.work.hours.lifecycle import SheetStage, WeekStage
from handsel.work.hours.models import JobPause, Timesheet
from handsel.work.hours.pausing import begin_pause
from handsel.work.hours.pay import SheetAmounts, pay_from
from handsel.work.hours.planning import close_if_over
from handsel.work.hours.review_timer import stop_reviews
from handsel.work.jobs.acts import JobContext
from handsel.work.jobs.lifecycle import JobStage, Side

CHANGED: tuple[str, ...] = ("stage", "missing", "review_ends_at", "approved_at", "closed_at")
CHANGED += ("reopening_by", "reopening_reason")
"""The columns of a timesheet that a payment may change."""


@dataclass(frozen=True)
class SheetPayment:
    """What an act pays of a timesheet, for how much time, and the pause that begins or ends with it.

    A settlement pays a part of what its time costs. `protected` is how many of the seconds are protected.
    """

    context: JobContext
    sheet: Timesheet
    amount: Money
    seconds: int
    pause: JobPause | None
    is_settlement: bool = False
    protected: int = 0

    @property
    def rest(self) -> Money:
        """What returns to the client: after the review, what nothing waits for."""
        left = (self.sheet.week.held - self.amount).minor
        in_review = self.sheet.stage == SheetStage.SUBMITTED
        return Money(0 if in_review else returned(held=left, frozen=self.sheet.frozen), self.amount.currency)

    @property
    def invoice_subject(self) -> InvoiceSubject:
        """What its invoices are for."""
        job, week = self.sheet.job, self.sheet.week
        part = f", supplement {week.supplement}" if week.supplement else ""
        line = f"Week of {week.monday:%-d %B %Y}{part}: {duration_text(self.seconds)}"
        rate = f"{week.rate_money.decimal} {job.currency} an hour"
        line += (
            ", settled by agreement or decision" if self.is_settlement else f" at {rate}, {self._protection}"
        )
        return InvoiceSubject(job.pk, job.title, line)

    @property
    def _protection(self) -> str:
        """How much of the time is protected, in words."""
        if not self.protected:
            return "not protected"
        return "protected" if self.protected >= self.seconds else f"{duration_text(self.protected)} protected"


def pay_each(pairs: Sequence[tuple[JobContext, Timesheet]]) -> list[Facts]:
    """End reviews, each of another job, and pay all but the blocks that were taken out of them."""
    stop_reviews([sheet for _, sheet in pairs])
    payments = []
    for context, sheet in pairs:
        sheet.week.job = context.job
        sheet.move(SheetStage.DUE)
        sheet.review_ends_at = None
        sheet.clear_reopening()
        rest, sheet.missing = sheet.rest, 0
        payment = payment_now(context, sheet, rest, sheet.rest_seconds)
        payments.append(replace(payment, protected=sheet.rest_protected))
    return release_each(payments)


def payment_now(context: JobContext, sheet: Timesheet, amounts: SheetAmounts, seconds: int) -> SheetPayment:
    """What can be paid from what is held, protected time first; short of it, ask for more and pause the job.

    Frozen blocks are not paid, and what they cost stays in escrow as far as it is there.
    """
    shortage = pay_from(amounts, held=sheet.week.held.minor)
    sheet.missing += shortage.missing.whole
    stops = sheet.is_short and context.job.stage == JobStage.WORKING
    pause = begin_pause(context, by=Side.HOUSE) if stops else None
    return SheetPayment(context, sheet, Money(shortage.paid.whole, context.job.currency), seconds, pause)


def release_each(payments: Sequence[SheetPayment]) -> list[Facts]:
    """Release what is paid, with its invoices; after the review, return what nothing waits for."""
    settled = _settle_each(payments)
    invoices = _invoice_each(payments, [released for released, _ in settled])
    for payment in payments:
        _close(payment)
    sheets = [payment.sheet for payment in payments]
    update_each(sheets, *CHANGED)
    update_each([sheet.week for sheet in sheets], "stage", "closed_at", "holding")
    for payment in payments:
        close_if_over(payment.context)
    return [
        {
            **payment.sheet.facts(),
            **payment_facts(payment.amount, *amounts, issued),
            "missing": payment.sheet.missing,
            "pause": payment.pause.facts() if payment.pause else None,
            "job_stage": payment.context.job.stage,
        }
        for payment, amounts, issued in zip(payments, settled, invoices, strict=True)
    ]


def _settle_each(payments: Sequence[SheetPayment]) -> list[tuple[PaidAmounts, PaidAmounts]]:
    """Take what is paid and what returns out of the holdings; nothing of a week without one."""
    settlements = []
    for payment in payments:
        holding, rest = payment.sheet.week.holding, payment.rest
        if holding is not None and (payment.amount or rest):
            holding.client, holding.freelancer = payment.context.job.sides()
            settlements.append(Settlement(payment.context, holding, payment.amount, rest))
    outcomes = holdings.settle_each(settlements)
    settled = {of.context.id: outcome for of, outcome in zip(settlements, outcomes, strict=True)}
    return [
        settled.get(payment.context.id, (PaidAmounts(none, none), PaidAmounts(none, none)))
        for payment in payments
        for none in [zero(payment.amount.currency)]
    ]


def _invoice_each(
    payments: Sequence[SheetPayment], released: Sequence[PaidAmounts]
) -> list[Sequence[Invoice]]:
    """Issue the invoices of what was released; none where nothing was."""
    releases = [
        Release(payment.context, payment.invoice_subject, holding, amounts)
        for payment, amounts in zip(payments, released, strict=True)
        if (holding := payment.sheet.week.holding) is not None and payment.amount
    ]
    issued = {of.context.id: some for of, some in zip(releases, invoice_each(releases), strict=True)}
    return [issued.get(payment.context.id, []) for payment in payments]


def _close(payment: SheetPayment) -> None:
    """A timesheet that was paid in full closes its week.

    It stays open while it is in review, and while a block of it is not decided.
    """
    sheet = payment.sheet
    if sheet.stage != SheetStage.SUBMITTED and not sheet.frozen:
        stage = SheetStage.SHORT if sheet.missing else SheetStage.PAID
        if stage != sheet.stage:
            sheet.move(stage)
    if sheet.stage == SheetStage.PAID:
        sheet.closed_at = sheet.week.closed_at = payment.context.at
        sheet.week.move(WeekStage.CLOSED)
