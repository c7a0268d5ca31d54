"""Segments and screenshots of weeks whose time was tracked, as rows that no device signed."""

import json
from collections.abc import Iterator, Sequence
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from handsel.devices.models import Device
from handsel.kernel import identifiers
from handsel.work.hours.models import JobWeek, ReceivedSegment, Shot, TimeSpan
from handsel.work.hours.models.spans import TimeSource
from handsel.work.hours.shots.lifecycle import ShotState
from handsel_verify.moments import DrawnBy

MINUTES = [{"minute": minute, "active": 40, "keys": 120, "clicks": 9} for minute in range(12)]
CONTENT = json.dumps({"format": "handsel-segment/1", "memo": "Sketches.", "minutes": MINUTES})
DUE = timedelta(seconds=200)
SCREENSHOT_BYTES = 72_000


def device_of(week: JobWeek) -> Device:
    """The device on which the time of a week was tracked."""
    pk = identifiers.derived(week.ref, "device")
    return Device(
        id=pk,
        person=week.job.freelancer.person,
        name="Laptop",
        public_key=sha256(pk.bytes).hexdigest(),
        enrolled_at=week.starts_at,
    )


def segment_of(device: Device, seq: int, span: TimeSpan) -> ReceivedSegment:
    """The segment of a span, which is tracked from now on."""
    digest = _digest(device.pk, seq, "segment")
    span.source = TimeSource.TRACKED
    span.segment = ReceivedSegment(
        id=identifiers.derived(device.pk, str(seq)),
        device=device,
        job=span.job,
        seq=seq,
        digest=digest,
        content=CONTENT,
        signature=2 * digest,
        work_view="on",
        kept_seconds=0,
        drawn_by=DrawnBy.SHARED,
        due_at=span.started_at + DUE,
        received_at=span.ended_at,
    )
    return span.segment


def shots_of(spans: Sequence[TimeSpan]) -> Iterator[Shot]:
    """A screenshot of each span, which arrived."""
    for span in spans:
        segment = span.segment
        assert segment is not None
        yield Shot(
            segment=segment,
            job=span.job,
            week=span.week,
            position=0,
            due_at=segment.due_at,
            taken_at=segment.due_at,
            monitor=0,
            commitment=_digest(segment.device_id, segment.seq, "screenshot"),
            offline=False,
            redactions=0,
            state=ShotState.KEPT,
            salt=segment.digest,
            size=SCREENSHOT_BYTES,
            arrived_at=span.ended_at,
        )


def _digest(device: UUID, seq: int, what: str) -> str:
    return sha256(f"{device} {seq} {what}".encode()).hexdigest()
