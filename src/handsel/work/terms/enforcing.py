"""Making the milestones of a job as its bound terms say, with the money that a change frees."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from handsel.kernel.json import Facts
from handsel.kernel.money import Money, zero
from handsel.money.escrow import holdings
from handsel.record.compiled import keep
from handsel.work.jobs.acts import JobDeed
from handsel.work.milestones import clockwork
from handsel.work.milestones.models import Milestone
from handsel.work.milestones.reports import expect_first_report
from handsel.work.milestones.sharing import close_if_done, finish, overtake
from handsel.work.terms.content import MilestoneTerms, Terms
from handsel.work.terms.versions import effects_of


def enforce(deed: JobDeed, terms: Terms, *, first: bool) -> Facts:
    """Make, change and drop milestones; answers with what returned, what is left to fund, and new clocks."""
    found = effects_of(deed.job, terms)
    rows = {row.ref: row for row in deed.job.milestones.select_related("holding")}
    clocks = {row.ref: row.release_at for row in rows.values()}
    for position, part in enumerate(terms.milestones, start=1):
        row = rows.pop(part.ref, None) or Milestone(job=deed.job, ref=part.ref)
        _change(deed, row, part, position, found.returned)
    for position, row in enumerate(rows.values(), start=len(terms.milestones) + 1):
        _drop(deed, row, position, found.returned)
    if first:
        expect_first_report(deed)
    close_if_done(deed)
    return {
        "currency": deed.job.currency,
        "returned": sum(found.returned.values()),
        "to_fund": sum(found.to_fund.values()),
        "clocks": _started(deed, clocks),
        "job_stage": deed.job.stage,
    }


def _started(deed: JobDeed, before: Mapping[UUID, datetime | None]) -> list[Facts]:
    """The milestones whose clock runs to another end than before, with what is released then."""
    rows = deed.job.milestones.exclude(release_at=None).select_related("holding", "job")
    return [
        {**row.facts(), "held": row.held.minor, "release_at": row.release_at}
        for row in rows
        if row.release_at != before.get(row.ref)
    ]


def _change(
    deed: JobDeed, row: Milestone, part: MilestoneTerms, position: int, returned: Mapping[UUID, int]
) -> None:
    row.position, row.name, row.due, row.done_when = position, part.name, part.due, part.done_when
    row.amount = part.amount
    if row.is_closed:
        keep(row, "position")
        return
    row.save()
    _return(deed, row, returned)
    if row.holding is not None and not row.held and not row.to_fund:
        finish(deed, row)
        return
    row.stand()
    clockwork.start_or_stop(deed, row)
    keep(row)


def _drop(deed: JobDeed, row: Milestone, position: int, returned: Mapping[UUID, int]) -> None:
    """What the terms name no more comes after what they name, so that no two have one number."""
    row.position = position
    if row.is_closed:
        keep(row, "position")
        return
    _return(deed, row, returned)
    finish(deed, row)


def _return(deed: JobDeed, row: Milestone, returned: Mapping[UUID, int]) -> None:
    minor = returned.get(row.ref, 0)
    if row.holding is not None and minor:
        holdings.settle(
            deed,
            row.holding,
            to_freelancer=zero(deed.job.currency),
            to_client=Money(minor, deed.job.currency),
        )
        overtake(deed, row)
