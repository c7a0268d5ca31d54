"""Comparing every table with the record: for `handsel audit`, and `handsel rebuild --check`."""

from collections.abc import Iterator

from handsel.devices import audit as devices
from handsel.kernel.audit import Check
from handsel.kernel.progress import ProgressLine
from handsel.money.invoices import audit as invoices
from handsel.money.rails import audit as rails
from handsel.notices import audit as notices
from handsel.people import audit as people
from handsel.policy import audit as policy
from handsel.record.rebuild import HOW, Tally, compare
from handsel.record.rebuilt_tables import RebuiltTable
from handsel.trust.approvals import audit as approvals
from handsel.trust.casework import audit as casework
from handsel.trust.conduct import audit as conduct
from handsel.trust.disputes import audit as disputes
from handsel.work.bonuses import audit as bonuses
from handsel.work.exits import audit as exits
from handsel.work.hours import audit as hours
from handsel.work.jobs import audit as jobs
from handsel.work.milestones import tables as milestones
from handsel.work.terms import audit as terms
from handsel.work.workroom import audit as workroom

TABLES: tuple[RebuiltTable, ...] = (
    *people.TABLES,
    *devices.TABLES,
    *policy.TABLES,
    *notices.TABLES,
    *rails.TABLES,
    *invoices.TABLES,
    *jobs.TABLES,
    *terms.TABLES,
    *milestones.TABLES,
    *disputes.TABLES,
    *casework.TABLES,
    *approvals.TABLES,
    *conduct.TABLES,
    *hours.TABLES,
    *bonuses.TABLES,
    *exits.TABLES,
    *workroom.TABLES,
)
"""The tables that follow from the record."""


def checks() -> Iterator[Check]:
    """Audit: one check for each table."""
    for tally in tallies():
        yield Check(f"every {tally.name} is as the record says", tally.made, tally.faults)


def main() -> int:
    """`handsel rebuild --check`: print what a rebuilt house would have; 1 if it differs, else 0."""
    print(f"{'table':<26}{'rebuilt':>10}{'differ':>10}{'missing':>10}{'extra':>10}")
    differing, compared = 0, tallies()
    for tally in compared:
        counts = [tally.counts[how] for how in HOW]
        differing += sum(counts)
        print(f"{tally.name:<26}{tally.made:>10,}" + "".join(f"{count:>10,}" for count in counts))
    for tally in compared:
        for fault in tally.faults:
            print(f"    {fault}")
    print("A rebuilt house would be this one." if not differing else f"{differing:,} rows are otherwise.")
    return 1 if differing else 0


def tallies() -> list[Tally]:
    """Fold the record and compare; on a terminal, the entries are counted meanwhile."""
    progress = ProgressLine("entries folded")
    compared = compare(TABLES, progress.reach)
    progress.end()
    return compared
