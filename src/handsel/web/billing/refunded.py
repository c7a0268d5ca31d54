"""What was refunded of the price of a job after it was paid."""

from collections.abc import Sequence

from handsel.kernel.money import Money, total
from handsel.money.invoices.models import Invoice
from handsel.money.ledger.models import Posting
from handsel.work.jobs.models import Job


def refunded_of(job: Job, invoices: Sequence[Invoice]) -> Money:
    """What credit notes among the invoices of a job took back of its price; a bonus stands beside it."""
    notes = [row for row in invoices if row.is_credit and row.kind == Invoice.Kind.WORK]
    bonuses: set[object] = set()
    if notes:
        paid = Posting.objects.filter(transfer__entry__in=[note.corrects for note in notes])
        of_bonus = paid.filter(source__holding__bonus__job=job)
        bonuses = set(of_bonus.values_list("transfer__entry", flat=True))
    return total((note.money for note in notes if note.corrects not in bonuses), job.currency)
