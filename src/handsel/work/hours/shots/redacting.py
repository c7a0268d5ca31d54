"""Redacting a screenshot until its timesheet is submitted: another takes its place (rules: hourly time 4)."""

from functools import partial

from django.db import transaction
from django.db.models import Q

from handsel.kernel.json import Facts
from handsel.tasks.models import schedule
from handsel.work.hours.entries import redactions as entries
from handsel.work.hours.models import Shot, ShotRedaction
from handsel.work.hours.shots.deleting import REMOVAL, REMOVED_AGAIN, refuse_submitted
from handsel.work.hours.shots.lifecycle import GONE, ShotState
from handsel.work.hours.shots.refusals import ShotDeleted, ShotUnknown
from handsel.work.hours.shots.storage import remove
from handsel.work.hours.signing import SignedText
from handsel.work.hours.time_checks import locked_freelancer
from handsel.work.hours.tracking_refusals import ShotRepeated
from handsel.work.jobs.acts import JobContext, act
from handsel.work.jobs.lifecycle import Side
from handsel_verify.amendments import Redaction


@act(entries.REDACTED, Side.FREELANCER)
def redact_shot(context: JobContext, shot: Shot, *, change: Redaction, signed: SignedText) -> Facts:
    """Let a redacted screenshot take the place of one: the bytes and salt of that go for good.

    The bytes of the new one may arrive until the timesheet is submitted. `signed` is the amendment that says
    so. Raises `ShotLate` once a timesheet with time of its segment was submitted, `ShotDeleted`,
    `ShotUnknown` for one that gave way before, and `ShotRepeated` for a new one that was announced before.
    """
    locked_freelancer(context.job)
    refuse_submitted(shot)
    if shot.state in GONE:
        raise ShotDeleted
    if shot.commitment != change.shot:
        raise ShotUnknown
    if is_known(change.replacement):
        raise ShotRepeated
    _replace(context, shot, change)
    return {
        "week": shot.week.monday.isoformat(),
        "supplement": shot.week.supplement,
        "segment": str(shot.segment_id),
        "taken_at": shot.taken_at.isoformat(),
        "commitment": change.shot,
        "replacement": change.replacement,
        "redactions": change.redactions,
        "amendment": signed.content,
        "signature": signed.signature,
    }


def _replace(context: JobContext, shot: Shot, change: Redaction) -> None:
    """Let another commitment take the place of the one before, and nothing be left of that."""
    ShotRedaction.objects.create(
        job=context.job,
        shot=shot,
        commitment=change.shot,
        replacement=change.replacement,
        redactions=change.redactions,
        at=context.at,
    )
    shot.commitment, shot.redactions = change.replacement, change.redactions
    shot.state, shot.salt, shot.size, shot.arrived_at = ShotState.AWAITED, "", 0, None
    shot.save(update_fields=["commitment", "redactions", "state", "salt", "size", "arrived_at"])
    transaction.on_commit(partial(remove, change.shot))
    schedule(REMOVAL, shot.pk, at=context.at + REMOVED_AGAIN)


def is_known(*commitments: str) -> bool:
    """Whether any of these was announced before, or gave way to another."""
    known = Q(commitment__in=commitments)
    return Shot.objects.filter(known).exists() or ShotRedaction.objects.filter(known).exists()
