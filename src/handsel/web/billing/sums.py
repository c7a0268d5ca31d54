"""Where the money of a job is, as Billing shows it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Exists, OuterRef

from handsel.kernel.money import Money, total
from handsel.money.invoices.models import Invoice, InvoiceQuerySet
from handsel.record.models import Entry
from handsel.web.jobs.job_view import JobView
from handsel.web.jobs.refunded_payments import refunded_payment
from handsel.work.bonuses.entries import PAID
from handsel.work.hours.lifecycle import TO_WORK, WeekStage
from handsel.work.hours.models import JobWeek, Timesheet
from handsel.work.milestones.models import Milestone


def sums(job_view: JobView) -> dict[str, Money]:
    """The money of a job by where it is; what was refunded after payment is back with the client.

    Bonuses are not in it: they are paid in addition to the price.
    """
    currency = job_view.job.currency
    rows: Sequence[Milestone | JobWeek] = job_view.weeks or job_view.milestones
    refunded = total((refunded_payment(row) for row in rows), currency)
    sheets = [row.sheet for row in job_view.weeks if row.stage == WeekStage.SETTLING]
    reviewed = [sheet.in_review_of(sheet.week.held) for sheet in sheets]
    reviewed += [row.free for row in job_view.delivered]
    in_review, missing = total(reviewed, currency), total((row.missing_money for row in sheets), currency)
    disputed = [] if job_view.weeks else [row.frozen for row in job_view.milestones]
    objected = total([*map(_objected, sheets), *disputed], currency)
    coming_back = total(map(_coming_back, sheets), currency)
    held = total((row.held for row in rows), currency)
    return {
        "price": job_view.price,
        "paid": total((row.released for row in rows), currency) - refunded,
        "in_review": in_review,
        "objected": objected,
        "coming_back": coming_back,
        "in_escrow": held - in_review - objected - coming_back,
        "not_funded": total((row.to_fund for row in rows), currency) + late_time(job_view),
        "overdue": missing,
        "returned": total((row.refunded for row in rows), currency) + refunded,
        "funded": total((row.funded - row.refunded for row in rows), currency),
    }


def with_bonuses(invoices: InvoiceQuerySet) -> InvoiceQuerySet:
    """Invoices, each with whether it is that of a bonus."""
    entries = Entry.objects.filter(pk=OuterRef("entry"), kind=PAID.name)
    return invoices.annotate(is_bonus=Exists(entries))


def bonus_sums(invoices: Iterable[Any], currency: str) -> dict[str, Money]:
    """What was paid in bonuses and is still with the freelancer, and what of them was refunded.

    Of the invoices of a job that `with_bonuses` and `with_credits` loaded.
    """
    rows = [row for row in invoices if row.is_bonus and row.kind == Invoice.Kind.WORK]
    return {
        "bonuses": total((row.left for row in rows), currency),
        "bonuses_refunded": total((row.credited_money for row in rows), currency),
    }


def late_time(job_view: JobView) -> Money:
    """What the supplements cost that are not submitted yet and have no money in escrow."""
    rows = [row for row in job_view.weeks if row.supplement and row.stage in TO_WORK and not row.held]
    return total((row.money for row in rows), job_view.job.currency)


def _objected(sheet: Timesheet) -> Money:
    """What is held for the blocks that were rejected or disputed and are not decided."""
    held = sheet.week.held
    free = held - sheet.in_review_of(held)
    return min(Money(sheet.frozen, held.currency), free)


def _coming_back(sheet: Timesheet) -> Money:
    """What is held of a week in review and nothing waits for: it returns when the review ends."""
    held = sheet.week.held
    return held - sheet.in_review_of(held) - _objected(sheet)
