"""Lines of an account as a page shows them: what each was, and the act on the record that made it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from handsel.kernel.money import Money, total
from handsel.money.escrow.fees import fees_taken_off
from handsel.money.ledger.history import Line
from handsel.record.models import Chain, Entry
from handsel.work.jobs.models import Job


@dataclass(frozen=True)
class ToldLine:
    """A line with its words, the job it belongs to, where its act stands, and what was taken off it.

    Of a release, `gross` and `fee` (zero or below) sum to what arrived; other lines have no gross.
    """

    line: Line
    words: str
    job: Job | None
    number: int
    href: str
    fee: Money

    @property
    def gross(self) -> Money | None:
        """What was released, before the fee."""
        return self.line.amount - self.fee if self.line.kind == "release" else None


@dataclass(frozen=True)
class Totals:
    """What lines sum up to: released before fees, the fees, and all that came in less all that went out."""

    gross: Money
    fee: Money
    net: Money


def told(lines: Sequence[Line]) -> list[ToldLine]:
    """The lines with their acts and fees; three queries for any number of them."""
    entries = Entry.objects.select_related("chain").in_bulk({line.entry for line in lines})
    subjects = {entry.chain.subject for entry in entries.values() if entry.chain.kind == Chain.Kind.JOB}
    jobs = {job.uuid: job for job in Job.objects.filter(uuid__in=subjects)}
    fees = fees_taken_off(line.transfer_id for line in lines if line.kind == "release")
    return [_told(line, entries.get(line.entry), jobs, fees[line.transfer_id]) for line in lines]


def _told(line: Line, entry: Entry | None, jobs: dict[UUID, Job], fee: int) -> ToldLine:
    job = jobs.get(entry.chain.subject) if entry else None
    number = entry.number if entry else 0
    where = reverse("workroom", args=[job.pk]) + f"?q={number}" if job else reverse("my-record")
    words = _words().get(line.kind, line.kind)
    return ToldLine(line, words, job, number, f"{where}#r{number}", Money(-fee, line.amount.currency))


def totals(rows: Iterable[ToldLine], currency: str) -> Totals:
    """What told lines sum up to."""
    found = list(rows)
    return Totals(
        gross=total((row.gross for row in found if row.gross), currency),
        fee=total((row.fee for row in found), currency),
        net=total((row.line.amount for row in found), currency),
    )


def summed(sums: dict[str, Money], fee: Money) -> list[tuple[str, Money]]:
    """What came in and went out, kind by kind, in words; releases before the fee, and the fee for itself."""
    words = _words()
    found = [
        (words.get(kind, kind), sum_ - fee if kind == "release" else sum_) for kind, sum_ in sums.items()
    ]
    return [*found, (_("Fee of the house"), fee)] if fee else found


def _words() -> dict[str, str]:
    return {
        "deposit": _("Deposit"),
        "return": _("Deposit taken back by the bank"),
        "repay": _("Repaid what was owed"),
        "fund": _("Milestone funded"),
        "release": _("Milestone released"),
        "refund": _("Returned from escrow"),
        "payout": _("Withdrawn"),
        "paid out": _("Arrived at the bank"),
        "sent back": _("Payout sent back by the bank"),
    }
