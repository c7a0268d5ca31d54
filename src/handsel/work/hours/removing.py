"""Taking time off the sheet until its week is submitted, with the screenshots that were taken in it."""

from django.db import transaction

from handsel.kernel import identifiers
from handsel.kernel.json import Facts
from handsel.record.actions import Actor
from handsel.work.hours.entries import time as entries
from handsel.work.hours.models import Shot, TimeSpan
from handsel.work.hours.recording import remove_span
from handsel.work.hours.shots.deleting import delete_shot
from handsel.work.hours.shots.lifecycle import ShotState
from handsel.work.jobs.acts import JobContext, act
from handsel.work.jobs.lifecycle import Side


@transaction.atomic
def remove_time(actor: Actor, row: TimeSpan) -> Facts:
    """Take time off the sheet; screenshots go for good with the last time of their segment in its week.

    Raises `WeekSubmitted` once its week was submitted.
    """
    removed = _remove(actor, row)
    place = {"segment": row.segment_id, "job": row.job_id, "week": row.week_id}
    if row.segment_id and not TimeSpan.objects.filter(**place).exists():
        for shot in Shot.objects.filter(**place).exclude(state=ShotState.DELETED):
            key = identifiers.derived(actor.key, shot.commitment)
            delete_shot(Actor(actor.id, actor.at, key), shot)
    return removed


@act(entries.REMOVED, Side.FREELANCER)
def _remove(context: JobContext, row: TimeSpan) -> Facts:
    return {"spans": [], "removed": [remove_span(row)]}
