"""Deleting a screenshot before its timesheet is submitted: its bytes and salt go (rules: hourly time 4)."""

from django.db import transaction

from handsel.kernel.json import Facts
from handsel.work.hours.entries import shots as entries
from handsel.work.hours.lifecycle import TO_WORK
from handsel.work.hours.models import Shot
from handsel.work.hours.shots.lifecycle import ShotState
from handsel.work.hours.shots.refusals import ShotDeleted, ShotLate
from handsel.work.hours.shots.storage import remove
from handsel.work.jobs.acts import JobContext, act
from handsel.work.jobs.lifecycle import Side


@act(entries.DELETED, Side.FREELANCER)
def delete_shot(context: JobContext, shot: Shot) -> Facts:
    """Delete a screenshot for good: its block is no longer protected by it.

    Raises `ShotLate` once the timesheet was submitted, and `ShotDeleted`.
    """
    if shot.week.stage not in TO_WORK:
        raise ShotLate
    if shot.state == ShotState.DELETED:
        raise ShotDeleted
    shot.state, shot.salt, shot.size, shot.deleted_at = ShotState.DELETED, "", 0, context.at
    shot.save(update_fields=["state", "salt", "size", "deleted_at"])
    commitment = shot.commitment
    transaction.on_commit(lambda: remove(commitment))
    return {
        "week": shot.week.monday.isoformat(),
        "segment": str(shot.segment_id),
        "taken_at": shot.taken_at.isoformat(),
        "commitment": commitment,
    }
