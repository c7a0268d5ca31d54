"""Deleting screenshots so many days after the last payment of their job (rules: hourly time 4)."""

from collections.abc import Callable, Collection, Iterator
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q
from django.db.models.functions import Coalesce, Greatest

from handsel.kernel import clock
from handsel.kernel.identifiers import HOUSE
from handsel.kernel.json import Facts
from handsel.policy.models import Policy
from handsel.record.actions import Actor
from handsel.tasks.models import Task, schedule
from handsel.work.hours.entries import shots as entries
from handsel.work.hours.lifecycle import BlockStage, SheetStage, WeekStage
from handsel.work.hours.models import JobWeek, ReviewedBlock, Shot
from handsel.work.hours.shots.deleting import REMOVAL, REMOVED_AGAIN
from handsel.work.hours.shots.lifecycle import HAS_BYTES, ShotState
from handsel.work.hours.shots.storage import remove
from handsel.work.jobs.acts import JobContext, act
from handsel.work.jobs.lifecycle import Side
from handsel.work.jobs.models import Job

EXPIRY = "shots.expiry"
_EVERY = timedelta(days=1)
_SHOTS = "shots"
"""The subject of the one task."""
_OPEN = (BlockStage.REJECTED, BlockStage.CONTESTED, BlockStage.DISPUTED)
"""The stages of a block about which its sides are not agreed."""
_OVER = (WeekStage.CLOSED, WeekStage.DROPPED)


def ensure_nightly() -> None:
    """Schedule the daily look, if it is not scheduled yet."""
    if not Task.objects.filter(kind=EXPIRY, subject=_SHOTS).exists():
        schedule(EXPIRY, _SHOTS, at=clock.now() + _EVERY)


def expire_nightly(_subject: str, at: datetime, *, kept: Callable[[], Collection[int]]) -> None:
    """Task: delete the screenshots whose time is over, and schedule the next day's.

    `kept` gives the jobs of which they stay whatever time has passed.
    """
    for week in weeks_over(at, kept()):
        _expire(Actor(HOUSE, at), week)
    schedule(EXPIRY, _SHOTS, at=at + _EVERY)


def weeks_over(at: datetime, kept: Collection[int] = ()) -> Iterator[JobWeek]:
    """Paid weeks whose screenshots are kept no longer: long after the last payment, nothing is disputed."""
    jobs = Job.objects.filter(Exists(Shot.objects.filter(job=OuterRef("pk"), state__in=HAS_BYTES)))
    jobs = jobs.exclude(pk__in=kept)
    jobs = jobs.exclude(Exists(ReviewedBlock.objects.filter(job=OuterRef("pk"), stage__in=_OPEN)))
    sheet_paid = Max("sheets__closed_at", filter=Q(sheets__stage=SheetStage.PAID))
    paid = jobs.annotate(last_paid=Greatest(sheet_paid, Coalesce(Max("blocks__closed_at"), sheet_paid)))
    policies = Policy.objects.in_bulk()
    for pk, policy, last_paid in paid.order_by("pk").values_list("pk", "policy", "last_paid"):
        if last_paid and last_paid + timedelta(days=policies[policy].rules.shot_days) <= at:
            yield from _with_shots(pk)


def _with_shots(job: int) -> Iterator[JobWeek]:
    is_kept = Exists(Shot.objects.filter(week=OuterRef("pk"), state__in=HAS_BYTES))
    open_elsewhere = Shot.objects.filter(week=OuterRef("pk"), segment__spans__job__blocks__stage__in=_OPEN)
    yield from JobWeek.objects.filter(is_kept, ~Exists(open_elsewhere), job=job, stage__in=_OVER)


@act(entries.EXPIRED, Side.HOUSE, closed=True)
def _expire(context: JobContext, week: JobWeek) -> Facts:
    """Delete the screenshots of a week: their bytes and salts go for good."""
    rows = list(Shot.objects.filter(week=week, state__in=HAS_BYTES).select_for_update(of=("self",)))
    for shot in rows:
        shot.state, shot.salt, shot.size, shot.deleted_at = ShotState.EXPIRED, "", 0, context.at
        schedule(REMOVAL, shot.pk, at=context.at + REMOVED_AGAIN)
    Shot.objects.bulk_update(rows, ["state", "salt", "size", "deleted_at"])
    commitments = sorted(shot.commitment for shot in rows)
    never_noted = Shot.objects.filter(week=week, state=ShotState.AWAITED).values_list("commitment", flat=True)
    for commitment in (*commitments, *never_noted):
        transaction.on_commit(partial(remove, commitment))
    return {
        "week": week.monday.isoformat(),
        "supplement": week.supplement,
        "days": context.job.policy.rules.shot_days,
        "commitments": commitments,
    }
