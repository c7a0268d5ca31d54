"""Lines of an account as a page shows them: what each was, and the act on the record that made it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from handsel.kernel.money import Money
from handsel.money.ledger.history import Line
from handsel.record.models import Chain, Entry
from handsel.work.jobs.models import Job


@dataclass(frozen=True)
class ToldLine:
    """A line with its words, the job it belongs to, and where its act stands."""

    line: Line
    words: str
    job: Job | None
    number: int
    href: str


def told(lines: Sequence[Line]) -> list[ToldLine]:
    """The lines with their acts; two queries for any number of them."""
    entries = Entry.objects.select_related("chain").in_bulk({line.entry for line in lines})
    subjects = {entry.chain.subject for entry in entries.values() if entry.chain.kind == Chain.Kind.JOB}
    jobs = {job.uuid: job for job in Job.objects.filter(uuid__in=subjects)}
    return [_told(line, entries.get(line.entry), jobs) for line in lines]


def _told(line: Line, entry: Entry | None, jobs: dict[UUID, Job]) -> ToldLine:
    job = jobs.get(entry.chain.subject) if entry else None
    number = entry.number if entry else 0
    where = reverse("workroom", args=[job.pk]) + f"?q={number}" if job else reverse("my-record")
    return ToldLine(line, _words().get(line.kind, line.kind), job, number, f"{where}#r{number}")


def summed(sums: dict[str, Money]) -> list[tuple[str, Money]]:
    """What came in and went out, kind by kind, in words."""
    words = _words()
    return [(words.get(kind, kind), sum_) for kind, sum_ in sums.items()]


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
