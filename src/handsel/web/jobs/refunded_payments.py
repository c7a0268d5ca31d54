"""What was refunded of a milestone or a week after it was paid, and how pages say it."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from handsel.kernel.money import Money
from handsel.money.escrow.models import HasHolding
from handsel.money.invoices.models import Invoice
from handsel.money.ledger.models import Posting
from handsel.ui.badges import Badge
from handsel.ui.money_format import money_data


def with_refunded_payments(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    """Milestones or weeks, each with what credit notes took back of its payments."""
    payments = Posting.objects.filter(source=OuterRef(OuterRef("holding__account"))).values("transfer__entry")
    # Without "no None", which the other condition implies, SQLite reads every invoice instead of the index.
    credit_notes = Invoice.objects.exclude(corrects=None)
    notes = credit_notes.filter(kind=Invoice.Kind.WORK, corrects__in=payments).order_by()
    sums = notes.values("kind").annotate(sum=Sum("amount")).values("sum")
    with_sums: QuerySet[Any] = rows.annotate(refunded_payments=Coalesce(Subquery(sums), 0))
    return with_sums


def refunded_payment(row: HasHolding) -> Money:
    """What was refunded of a row that `with_refunded_payments` loaded, after it was paid."""
    return Money(getattr(row, "refunded_payments", 0), row.job.currency)


def is_all_refunded(row: HasHolding) -> bool:
    """Whether all that was paid for a row was refunded afterwards."""
    refunded = refunded_payment(row)
    return bool(refunded) and refunded == row.released


def refunded_state(row: HasHolding) -> Badge | None:
    """The state of a paid row of which something was refunded; None for any other."""
    if is_all_refunded(row):
        return Badge("mute", "return", _("Refunded"))
    is_paid = not row.held and row.released
    return Badge("good", "paid", _("Part refunded")) if is_paid and refunded_payment(row) else None


def after_payment(row: HasHolding) -> SafeString:
    """What was refunded of a paid row, or that nothing is left to do, as a sentence."""
    if is_all_refunded(row):
        return format_html("{}", _("All of it was refunded later."))
    words = _("{amount} of it was refunded later.") if refunded_payment(row) else _("Nothing left to do.")
    return format_html(words, amount=money_data(refunded_payment(row)))
