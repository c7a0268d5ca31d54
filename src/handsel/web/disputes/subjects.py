"""What a dispute is about as its page shows it: a milestone, or blocks of a timesheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects

from handsel.kernel.money import Money
from handsel.trust.disputes.claimed import claimed_payment
from handsel.trust.disputes.models import Dispute
from handsel.trust.disputes.subjects.choice import subject_of
from handsel.ui.datetime_format import when_text
from handsel.work.hours.entries.time import duration_text
from handsel.work.hours.lifecycle import SheetStage
from handsel.work.hours.models import JobWeek, ReviewedBlock, Timesheet
from handsel.work.hours.weeks import Span
from handsel.work.jobs.models import Job


@dataclass(frozen=True)
class DisputedBlock:
    """A disputed block: when it was, how long, what it costs, and whether it is protected."""

    review: ReviewedBlock
    span: Span
    when: str
    length: str
    money: Money
    is_protected: bool

    def has(self, at: datetime) -> bool:
        """Whether a time is within it."""
        return self.span.start <= at < self.span.end


def with_subject(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    """Disputes with their job, what they are about, and their offers; blocks come by `join_rows`."""
    joined = rows.select_related("job", "milestone__holding", "sheet__week__holding")
    return joined.prefetch_related("offers")


def join_rows(dispute: Dispute, job: Job, weeks: Sequence[JobWeek] = ()) -> None:
    """Let a dispute, its offers and its subject have each other; a query unless `weeks` have its blocks."""
    if dispute.sheet is not None:
        loaded = [row.sheet for row in weeks if row.pk == dispute.sheet.week_id]
        if loaded:
            dispute.sheet = loaded[0]
        else:
            prefetch_related_objects([dispute.sheet], "blocks")
    dispute.join_job(job)
    for offer in dispute.offers.all():
        offer.dispute = dispute


def subject_context(dispute: Dispute) -> dict[str, object]:
    """What its templates say of what it is about."""
    currency = dispute.job.currency
    default = subject_of(dispute).default_part()
    context: dict[str, object] = {"default_part": Money(default, currency)}
    if dispute.milestone is not None:
        return {**context, "rest": dispute.milestone.free}
    if dispute.sheet is None:
        payment = claimed_payment(dispute.payment)
        return {**context, "claimed": payment.work, "rest": payment.left}
    rest = Money(dispute.amount - default, currency)
    back_at = returns_at(dispute.sheet)
    blocks = _blocks(dispute, dispute.sheet)
    return {**context, "blocks": blocks, "unprotected_part": rest, "back_at": back_at}


def returns_at(sheet: Timesheet | None) -> datetime | None:
    """When the client's part of disputed hours comes back: in a review, with the rest of the week."""
    in_review = sheet is not None and sheet.stage == SheetStage.SUBMITTED
    return sheet.review_ends_at if sheet is not None and in_review else None


def _blocks(dispute: Dispute, sheet: Timesheet) -> list[DisputedBlock]:
    return [
        DisputedBlock(
            review=row,
            span=sheet.week.calendar_week.block(row.number),
            when=when_text(sheet.week.calendar_week.block(row.number).start),
            length=duration_text(row.seconds),
            money=Money(row.amount, dispute.job.currency),
            is_protected=row.number in sheet.protected_blocks,
        )
        for row in dispute.block_rows
    ]
