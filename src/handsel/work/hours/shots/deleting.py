"""Deleting a screenshot before its timesheet is submitted: its bytes and salt go (rules: hourly time 4)."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from handsel.kernel.json import Facts
from handsel.tasks.models import schedule
from handsel.work.hours.entries import shots as entries
from handsel.work.hours.lifecycle import TO_WORK
from handsel.work.hours.models import JobWeek, Shot
from handsel.work.hours.shots.lifecycle import GONE, ShotState
from handsel.work.hours.shots.refusals import ShotDeleted, ShotLate
from handsel.work.hours.shots.storage import remove
from handsel.work.hours.time_checks import locked_freelancer
from handsel.work.jobs.acts import JobContext, act
from handsel.work.jobs.lifecycle import Side

REMOVAL = "shot.removal"
REMOVED_AGAIN = timedelta(minutes=5)
"""When the bytes are looked for again, should the process have ended, or written them, meanwhile."""


@act(entries.DELETED, Side.FREELANCER)
def delete_shot(context: JobContext, shot: Shot) -> Facts:
    """Delete a screenshot for good: its block is no longer protected by it.

    Raises `ShotLate` once a timesheet with time of its segment was submitted, and `ShotDeleted`.
    """
    locked_freelancer(context.job)
    refuse_submitted(shot)
    if shot.state in GONE:
        raise ShotDeleted
    shot.state, shot.salt, shot.size, shot.deleted_at = ShotState.DELETED, "", 0, context.at
    shot.save(update_fields=["state", "salt", "size", "deleted_at"])
    commitment = shot.commitment
    transaction.on_commit(lambda: remove(commitment))
    schedule(REMOVAL, shot.pk, at=context.at + REMOVED_AGAIN)
    return {
        "week": shot.week.monday.isoformat(),
        "supplement": shot.week.supplement,
        "segment": str(shot.segment_id),
        "taken_at": shot.taken_at.isoformat(),
        "commitment": commitment,
    }


def refuse_submitted(shot: Shot) -> None:
    """Raise `ShotLate` once a timesheet with time of its segment was submitted."""
    weeks = JobWeek.objects.filter(Q(pk=shot.week_id) | Q(spans__segment=shot.segment_id))
    if weeks.exclude(stage__in=TO_WORK).exists():
        raise ShotLate


def remove_again(subject: str, _at: datetime) -> None:
    """Let nothing be left of a deleted screenshot, nor of those that gave way to it."""
    for shot in Shot.objects.filter(pk=int(subject)):
        for earlier in shot.earlier.all():
            remove(earlier.commitment)
        if shot.state in GONE:
            remove(shot.commitment)
