"""Receiving the segments of a device: each in its turn, once, and kept even if its time cannot count.

Rules: hourly time 1 and 2.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from handsel.devices.heartbeats import is_backdated, is_barred, note_suspension
from handsel.devices.models import Device
from handsel.kernel.json import Facts
from handsel.kernel.refusals import NotFound, Refusal
from handsel.record.actions import Actor
from handsel.work.hours import supplements
from handsel.work.hours.entries import tracked as entries
from handsel.work.hours.models import ReceivedSegment, Shot, TimeSource, TimeSpan
from handsel.work.hours.moments import drawn_moment
from handsel.work.hours.recording import add_spans
from handsel.work.hours.refusals import TimeSuspended
from handsel.work.hours.shots.redacting import is_known
from handsel.work.hours.signing import SignedSegment, check_sender
from handsel.work.hours.time_checks import check_live, refuse_overlaps, refuse_paused
from handsel.work.hours.tracking_refusals import (
    CODES,
    REASONS,
    BlockNotOver,
    BlockWrong,
    DeviceRevoked,
    OutOfSequence,
    RefusedTimeFull,
    SegmentChanged,
    ShotRepeated,
    TimeBeforeDevice,
    TimeExceedsDevice,
)
from handsel.work.hours.weeks import BLOCK, Span, week_at
from handsel.work.jobs.acts import JobContext, act
from handsel.work.jobs.lifecycle import Side
from handsel.work.jobs.models import Job
from handsel_verify.moments import LEEWAY
from handsel_verify.segments import FIRST, Segment, segment_from

CLOCK_TOLERANCE = timedelta(seconds=5)
"""How far the clock of a device may run ahead."""
REFUSED_MAX = 200
"""How many segments that cannot count are kept of a person in `REFUSED_PERIOD`."""
REFUSED_PERIOD = timedelta(hours=24)


def receive_segment(device: Device, sent: SignedSegment, *, pk: UUID, at: datetime) -> ReceivedSegment:
    """Take a segment of a device; the same one again gives what came of it before.

    What is not the device's, or not its next one, or not over, is not kept: `SegmentMalformed`,
    `OtherSegment`, `SignatureWrong`, `SegmentChanged`, `OutOfSequence`, `BlockNotOver`, `DeviceRevoked`.
    What is, but cannot count, is kept with the reason: each of `REASONS`. Of those only so many are kept in
    a day: `RefusedTimeFull`.
    """
    check_sender(sent, device, pk)
    try:
        return _again(sent) or _receive(device, sent, at)
    except OutOfSequence:
        kept_meanwhile = _again(sent)
        if kept_meanwhile is None:
            raise
        return kept_meanwhile


def _receive(device: Device, sent: SignedSegment, at: datetime) -> ReceivedSegment:
    """Take a segment that was not there before, in its turn."""
    pk = sent.segment.id
    job = Job.objects.filter(uuid=sent.segment.job, freelancer__person=device.person_id).first()
    try:
        if job is None:
            raise NotFound
        _record_segment(Actor(device.person_id, at, pk), job, sent=sent)
    except tuple(REASONS.values()) as refusal:
        _keep_refused(sent, refusal, job, at)
        raise
    return ReceivedSegment.objects.get(pk=pk)


def refusal_of(row: ReceivedSegment) -> Refusal:
    """Why a segment was refused."""
    return REASONS[row.refusal](**row.refusal_named)


def next_in_sequence(device: Device) -> tuple[int, str]:
    """The number of a device's next segment, and the digest that it names as the one before it."""
    last = ReceivedSegment.objects.filter(device=device).order_by("-seq").first()
    return (last.seq + 1, last.digest) if last else (1, FIRST)


@act(entries.TRACKED, Side.FREELANCER)
def _record_segment(context: JobContext, job: Job, *, sent: SignedSegment) -> Facts:
    """Count the time of a segment on its job."""
    device, segment = _locked(sent), sent.segment
    spans = [Span(start, end) for start, end in segment.spans]
    _check(context, segment, spans, device)
    note_suspension(device, context.at)
    row = sent.row(job=job, at=context.at, moment=drawn_moment(device, segment))
    row.device = device
    row.is_backdated = is_backdated(device, seq=row.seq, digest=row.digest, ended=spans[-1].end)
    _insert(row)
    timed = [(span, segment.memo) for span in spans]
    week_for = supplements.week_for(spans[0].start)
    added = add_spans(context, timed, TimeSource.TRACKED, segment=row, week_for=week_for)
    Shot.objects.bulk_create(_shots(row, added[0]))
    return {
        **row.facts(),
        "spans": [span.facts() for span in added],
        "removed": [],
        "late": supplements.late_facts(context, added),
    }


def _shots(row: ReceivedSegment, time: TimeSpan) -> list[Shot]:
    """The screenshots that a segment announces, on the job and week of its time; raises `ShotRepeated`."""
    shots = segment_from(row.content.encode()).shots
    if is_known(*(shot.commitment for shot in shots)):
        raise ShotRepeated
    return [
        Shot(
            segment=row,
            job=time.job,
            week=time.week,
            position=position,
            due_at=shot.due,
            taken_at=shot.taken,
            monitor=shot.monitor,
            commitment=shot.commitment,
            offline=shot.offline,
            redactions=shot.redactions,
        )
        for position, shot in enumerate(shots)
    ]


def _again(sent: SignedSegment) -> ReceivedSegment | None:
    """What came of the segment before; None if it was not there."""
    row: ReceivedSegment | None = ReceivedSegment.objects.filter(pk=sent.segment.id).first()
    if row is None:
        return None
    if row.content != sent.content:
        raise SegmentChanged
    if row.refusal:
        raise refusal_of(row)
    return row


def _check(context: JobContext, segment: Segment, spans: list[Span], device: Device) -> None:
    """Raise one of `REASONS` if the time cannot count."""
    week = week_at(segment.block, context.calendar)
    if (segment.block - week.span.start) % BLOCK:
        raise BlockWrong
    if spans[0].start < device.enrolled_at.replace(microsecond=0):
        raise TimeBeforeDevice
    if spans[-1].end > context.at + CLOCK_TOLERANCE or spans[0].start + LEEWAY > context.at:
        raise BlockNotOver
    if segment.exceeds_device:
        raise TimeExceedsDevice
    if is_barred(device, spans[0].start):
        raise TimeSuspended
    check_live(context.job, spans[-1].end)
    refuse_paused(context.job, spans)
    refuse_overlaps(context.job, spans)


def _locked(sent: SignedSegment) -> Device:
    """The device, locked, so that its segments come one after the other, and this is the next one."""
    device = Device.objects.select_for_update(no_key=True).get(pk=sent.device)
    if device.revoked_at is not None:
        raise DeviceRevoked
    seq, prev = next_in_sequence(device)
    if (sent.segment.seq, sent.segment.prev) != (seq, prev):
        raise OutOfSequence(seq=seq, prev=prev)
    return device


def _keep_refused(sent: SignedSegment, refusal: Refusal, job: Job | None, at: datetime) -> None:
    """Keep a segment whose time does not count, in its place among those of its device."""
    with transaction.atomic():
        device = _locked(sent)
        kept = ReceivedSegment.objects.refused_of(device.person)
        if kept.filter(received_at__gt=at - REFUSED_PERIOD).count() >= REFUSED_MAX:
            raise RefusedTimeFull(most=REFUSED_MAX)
        row = sent.row(job=job, at=at)
        row.device = device
        row.refusal, row.refusal_named = CODES[type(refusal)], refusal.named
        _insert(row)


def _insert(row: ReceivedSegment) -> None:
    """Keep a segment, and on its device that it came: so the audit misses the last one too."""
    row.save(force_insert=True)
    row.device.received_seq = row.seq
    row.device.save(update_fields=["received_seq"])
