"""All invoices of a person, by period and job, and what they add up to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import gettext as _

from handsel.kernel import clock
from handsel.kernel.calendar import Calendar
from handsel.money.invoices.models import Invoice, InvoiceQuerySet
from handsel.people.models import Person
from handsel.web.money.invoice_sums import InvoiceSum, invoice_sums, month_charts, months_before, paid_totals

INVOICES_SHOWN = 20
DIGITS_MAX = 15
PERIODS = ("month", "last-month", "year", "last-year")


@dataclass(frozen=True)
class InvoiceFilter:
    """Invoices of a period (one of `PERIODS`, or of all time) and of one job, or of all."""

    period: str = ""
    job: int | None = None


def parse_invoice_filter(params: Mapping[str, str]) -> InvoiceFilter:
    """Parse a query string; invalid values are ignored."""
    period, job = params.get("period", ""), params.get("job", "")
    is_number = job.isascii() and job.isdecimal() and len(job) <= DIGITS_MAX
    return InvoiceFilter(period if period in PERIODS else "", int(job) if is_number else None)


def period_days(period: str, today: date) -> tuple[date, date]:
    """The first day of a period, and the first day after it; both begin a month."""
    this = today.replace(day=1)
    match period:
        case "month":
            return this, months_before(this, -1)
        case "last-month":
            return months_before(this, 1), this
        case "year":
            return date(today.year, 1, 1), date(today.year + 1, 1, 1)
        case "last-year":
            return date(today.year - 1, 1, 1), date(today.year, 1, 1)
        case _:
            return date.min, date.max


def invoice_context(
    person: Person, invoice_filter: InvoiceFilter, number: str | None, calendar: Calendar
) -> dict[str, Any]:
    """A page of invoices, their totals, what to choose from, and the charts; two queries."""
    today = calendar.day_of(clock.now())
    sums = invoice_sums(person, calendar)
    shown = _summed(sums, invoice_filter, today)
    listed = _matching(Invoice.objects.of(person).with_people().with_credits(), invoice_filter, calendar)
    paginator = Paginator(listed.order_by("-issued_at", "pk"), INVOICES_SHOWN)
    paginator.count = sum(row.many for row in shown)
    return {
        "page_obj": paginator.get_page(number),
        "totals": paid_totals(shown),
        "charts": month_charts(sums, today),
        "invoice_filter": invoice_filter,
        "periods": _period_words(),
        "jobs": {row.job: row.title for row in sums},
    }


def _summed(sums: Sequence[InvoiceSum], invoice_filter: InvoiceFilter, today: date) -> list[InvoiceSum]:
    first, after = period_days(invoice_filter.period, today)
    in_period = [row for row in sums if first <= row.month < after]
    return [row for row in in_period if invoice_filter.job in (None, row.job)]


def _matching(
    invoices: InvoiceQuerySet, invoice_filter: InvoiceFilter, calendar: Calendar
) -> InvoiceQuerySet:
    if invoice_filter.period:
        first, after = period_days(invoice_filter.period, calendar.day_of(clock.now()))
        invoices = invoices.filter(
            issued_at__gte=calendar.start_of(first), issued_at__lt=calendar.start_of(after)
        )
    if invoice_filter.job is not None:
        invoices = invoices.filter(job_number=invoice_filter.job)
    return invoices


def _period_words() -> dict[str, str]:
    return {
        "": _("All time"),
        "month": _("This month"),
        "last-month": _("Last month"),
        "year": _("This year"),
        "last-year": _("Last year"),
    }
