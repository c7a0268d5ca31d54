"""What is checked of the books every night: what `handsel audit` says of money, and `handsel reconcile`."""

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.db.models import Exists, OuterRef

from handsel.kernel import clock
from handsel.kernel.audit import Auditor, Check
from handsel.money.escrow import audit as escrow
from handsel.money.escrow.models import Holding
from handsel.money.invoices import audit as invoices
from handsel.money.ledger import audit as ledger
from handsel.money.rails import audit as rails
from handsel.money.rails.reconciliation import reconcile
from handsel.work.bonuses.models import Bonus
from handsel.work.hours.models import JobWeek
from handsel.work.milestones.models import Milestone


def book_checks() -> Iterator[Check]:
    """Run every check of the books, one at a time."""
    auditors: tuple[Auditor, ...] = (ledger.checks, escrow.checks, _named, invoices.checks, rails.checks)
    for auditor in auditors:
        yield from auditor()
    for rail in settings.RAILS:
        differences = [str(difference) for difference in reconcile(rail, clock.now())]
        yield Check(f"the statement of the rail {rail} and the books agree", 1, differences)


def _named() -> Iterable[Check]:
    """Money in escrow is of a milestone, a week or a bonus."""
    rows = Holding.objects.all()
    for model in (Milestone, JobWeek, Bonus):
        rows = rows.exclude(Exists(model.objects.filter(holding=OuterRef("pk"))))
    faults = [f"holding {pk} is of no milestone, week or bonus" for pk in rows.values_list("pk", flat=True)]
    yield Check("every holding is of a milestone, a week or a bonus", Holding.objects.count(), faults)
