"""Audit: screenshots against what their segments announced, their bytes, and the record of those deleted."""

from contextlib import suppress
from dataclasses import replace
from hashlib import sha256

from handsel.kernel.audit import Check
from handsel.kernel.children import Busy
from handsel.record.models import Chain
from handsel.record.rebuilt_tables import RebuiltTable, columns
from handsel.tasks.models import due_at, is_given_up
from handsel.work.hours.models import Shot, ShotRedaction
from handsel.work.hours.shots.deleting import REMOVAL
from handsel.work.hours.shots.lifecycle import GONE, HAS_BYTES, ShotState
from handsel.work.hours.shots.receiving import THUMBNAIL, read_shot
from handsel.work.hours.shots.storage import path_of, thumbnail_of
from handsel_verify.segments import segment_from
from handsel_verify.strict_json import Malformed

TABLE = RebuiltTable(
    Shot,
    Chain.Kind.JOB,
    subject="job__uuid",
    key=("commitment",),
    columns=columns("state", "deleted_at"),
    state="deleted_shot",
    rows=lambda: Shot.objects.filter(state__in=GONE),
    called="deleted screenshot",
)

REDACTIONS = RebuiltTable(
    ShotRedaction,
    Chain.Kind.JOB,
    subject="job__uuid",
    key=("commitment",),
    columns=columns("replacement", "redactions", "at"),
    state="redaction",
)

_READ: dict[str, bool] = {ShotState.KEPT: True, ShotState.UNREADABLE: False, ShotState.AWAITED: False}
"""The states in which it is known whether there is a thumbnail."""


def check() -> Check:
    """Each screenshot with its segment, and the bytes of those that arrived."""
    faults, counted = [], 0
    rows = Shot.objects.select_related("segment", "week").prefetch_related("segment__spans", "earlier")
    for shot in rows.order_by("pk").iterator(chunk_size=500):
        counted += 1
        faults += [f"{shot} {fault}" for fault in _faults(shot)]
    return Check("every screenshot is what its segment announced", counted, faults)


def _faults(shot: Shot) -> list[str]:
    faults = []
    if not _is_announced(shot):
        faults.append("is not as its segment announced it")
    if _is_elsewhere(shot):
        faults.append("is not on the job and week of its time")
    return faults + _arrival_faults(shot) + _deletion_faults(shot)


def _arrival_faults(shot: Shot) -> list[str]:
    faults, is_here = [], shot.state in HAS_BYTES
    if is_here and not _has_bytes(shot):
        faults.append("does not have the bytes that it was announced with")
    if shot.size and not is_here:
        faults.append("has a size, but no bytes")
    if shot.state not in GONE and (shot.arrived_at is not None) != is_here:
        faults.append("arrived and did not")
    is_read = thumbnail_of(shot.commitment).exists()
    if shot.state in _READ and is_read is not _READ[shot.state]:
        faults.append("is not what reading it gave")
    if shot.state == ShotState.UNREADABLE and is_here and _can_be_read(shot):
        faults.append("can be read, but is called unreadable")
    if shot.state == ShotState.ARRIVED and due_at(THUMBNAIL, shot.pk) is None:
        faults.append("arrived, but nothing is to read it")
    return faults


def _can_be_read(shot: Shot) -> bool:
    """Whether its bytes are a picture after all; where the limits end the reading, nothing is known."""
    with suppress(Busy, FileNotFoundError):
        return bool(read_shot(shot))
    return False


def _is_announced(shot: Shot) -> bool:
    """Whether it is as its segment announced it, or took the place of that one."""
    try:
        shots = segment_from(shot.segment.content.encode()).shots
    except Malformed:
        return False
    if shot.position >= len(shots):
        return False
    expected = shots[shot.position]
    for redaction in shot.earlier.all():
        if redaction.commitment != expected.commitment:
            return False
        expected = replace(expected, commitment=redaction.replacement, redactions=redaction.redactions)
    return expected == shot.announced


def _deletion_faults(shot: Shot) -> list[str]:
    is_gone, faults = shot.state in GONE, []
    if is_gone and _is_left(shot):
        faults.append("was deleted, but its bytes are there")
    if (shot.deleted_at is not None) != is_gone:
        faults.append("is deleted and is not")
    return faults


def _is_elsewhere(shot: Shot) -> bool:
    """Whether a screenshot is not where its time is; a deleted one stays where it was deleted."""
    weeks = {(span.job_id, span.week_id) for span in shot.segment.spans.all()}
    if shot.state in GONE or not weeks:
        return bool(shot.week.job_id != shot.job_id)
    return shot.week.job_id != shot.job_id or (shot.job_id, shot.week_id) not in weeks


def _is_left(shot: Shot) -> bool:
    """Whether bytes of a deleted screenshot are there, and nothing is to remove them any more."""
    named = shot.commitment
    is_there = path_of(named).exists() or thumbnail_of(named).exists()
    return is_there and (due_at(REMOVAL, shot.pk) is None or is_given_up(REMOVAL, shot.pk))


def _has_bytes(shot: Shot) -> bool:
    """Whether salt and bytes hash to the commitment, and have the size."""
    try:
        salt, content = bytes.fromhex(shot.salt), path_of(shot.commitment).read_bytes()
    except (FileNotFoundError, ValueError):
        return False
    return sha256(salt + content).hexdigest() == shot.commitment and len(content) == shot.size
