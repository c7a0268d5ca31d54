"""What a person's invoices add up to, by job and month; and charts of the last months."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, F, Max, Sum, When
from django.db.models.functions import TruncMonth

from handsel.kernel.calendar import Calendar
from handsel.kernel.money import Money, total
from handsel.money.invoices.models import Invoice
from handsel.people.models import Person
from handsel.work.jobs.lifecycle import Side

MONTHS_SHOWN = 12
SIGNED = Case(When(corrects__isnull=True, then=F("amount")), default=-F("amount"))
"""The amount of an invoice as it counts in a sum: that of a credit note is negative."""


@dataclass(frozen=True)
class InvoiceSum:
    """The invoices of one job, month (its first day, in house time), currency and kind."""

    job: int
    title: str
    month: date
    side: Side
    is_fee: bool
    amount: Money
    many: int = 1


@dataclass(frozen=True)
class PaidTotal:
    """What one side paid or was paid for work, and the fee that it bore."""

    side: Side
    paid: Money
    fee: Money

    @property
    def whole(self) -> Money:
        """What reached the freelancer, after the fee; or what the client paid, with the fee."""
        return self.paid - self.fee if self.side is Side.FREELANCER else self.paid + self.fee


@dataclass(frozen=True)
class MonthBar:
    """A month in a chart: its place from the left, and its height in percent of the highest."""

    first: date
    paid: PaidTotal
    left: int
    height: int

    @property
    def top(self) -> int:
        """Where it begins, from the top."""
        return 100 - self.height


@dataclass(frozen=True)
class MonthChart:
    """The last months of one side in one currency, oldest first, and what they add up to."""

    whole: PaidTotal
    highest: Money
    bars: Sequence[MonthBar]


def invoice_sums(person: Person, calendar: Calendar) -> list[InvoiceSum]:
    """The sums of all invoices of a person less their credit notes, newest month first; one query.

    Whoever issued the invoice for the work of a job is its freelancer.
    """
    months = Invoice.objects.of(person).annotate(month=TruncMonth("issued_at", tzinfo=calendar.zone))
    grouped = months.values_list("job_number", "month", "currency", "kind", "issuer__person")
    summed = grouped.annotate(Max("job_title"), sum=Sum(SIGNED), many=Count("pk"))
    sums = list(summed.order_by("-month", "-job_number"))
    worked = {job for job, _, _, _, issuer, *_ in sums if issuer == person.pk}
    return [
        InvoiceSum(
            job=job,
            title=title,
            month=month.date(),
            side=Side.FREELANCER if job in worked else Side.CLIENT,
            is_fee=kind == Invoice.Kind.FEE,
            amount=Money(int(minor), currency),
            many=many,
        )
        for job, month, currency, kind, _, title, minor, many in sums
    ]


def paid_totals(sums: Iterable[InvoiceSum]) -> list[PaidTotal]:
    """The totals of each side and currency."""
    rows = list(sums)
    keys = sorted({(row.side, row.amount.currency) for row in rows})
    totals = []
    for side, currency in keys:
        mine = [row for row in rows if (row.side, row.amount.currency) == (side, currency)]
        paid = total((row.amount for row in mine if not row.is_fee), currency)
        totals.append(PaidTotal(side, paid, total((row.amount for row in mine if row.is_fee), currency)))
    return totals


def month_charts(sums: Iterable[InvoiceSum], today: date) -> list[MonthChart]:
    """A chart of the last twelve months for each side and currency that has any money in them."""
    this = today.replace(day=1)
    firsts = [months_before(this, many) for many in reversed(range(MONTHS_SHOWN))]
    shown = [row for row in sums if firsts[0] <= row.month <= this]
    return [_month_chart(shown, firsts, whole) for whole in paid_totals(shown)]


def _month_chart(sums: Sequence[InvoiceSum], firsts: Sequence[date], whole: PaidTotal) -> MonthChart:
    """The chart of one side and currency; a month with any money has a bar that is seen."""
    currency = whole.paid.currency
    mine = [row for row in sums if (row.side, row.amount.currency) == (whole.side, currency)]
    nothing = PaidTotal(whole.side, Money(0, currency), Money(0, currency))
    months = [next(iter(paid_totals(row for row in mine if row.month == first)), nothing) for first in firsts]
    highest = max(1, *(month.whole.minor for month in months))
    bars = [
        MonthBar(first, month, 10 * place + 1, -(-max(0, month.whole.minor) * 100 // highest))
        for place, (first, month) in enumerate(zip(firsts, months, strict=True))
    ]
    return MonthChart(whole, Money(highest, currency), bars)


def months_before(first: date, many: int) -> date:
    """The first day of the month so many months before one."""
    year, month = divmod(first.year * 12 + first.month - 1 - many, 12)
    return date(year, month + 1, 1)
