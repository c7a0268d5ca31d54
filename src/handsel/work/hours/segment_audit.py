"""Audit: segments against their digests and signatures, what they say, and the moments that were drawn."""

from dataclasses import replace
from datetime import date

from handsel.devices.models import DaySeed
from handsel.devices.signatures import is_signed_by
from handsel.kernel.audit import Check
from handsel.work.hours.models import ReceivedSegment
from handsel.work.hours.tracking_refusals import REASONS
from handsel_verify.moments import NO_MOMENT, Moment, SeededDay, day_of, moment_of
from handsel_verify.segments import Segment, digest_of, segment_from
from handsel_verify.strict_json import Malformed

Days = dict[date, SeededDay]


def check() -> Check:
    """Each segment, with the seeds of the days of its device."""
    faults, counted, device, days = [], 0, None, Days()
    rows = ReceivedSegment.objects.select_related("device", "job").order_by("device", "seq")
    for row in rows.iterator(chunk_size=500):
        counted += 1
        if row.device_id != device:
            device = row.device_id
            days = {seed.day: seed.seeded for seed in DaySeed.objects.filter(device=device)}
        fault = _fault(row, days)
        faults += [f"{row} {fault}"] if fault else []
    return Check("every segment is as its device signed it", counted, faults)


def _fault(row: ReceivedSegment, days: Days) -> str:
    if digest_of(row.content.encode()) != row.digest:
        return "is not what its digest says"
    if not is_signed_by(row.device, row.content.encode(), row.signature):
        return "is not signed with the key of its device"
    segment = segment_from(row.content.encode())
    if not _is_of(segment, row):
        return "is another than it says"
    return "" if row.moment == _moment(segment, row, days) else "has another moment than was drawn"


def _moment(segment: Segment, row: ReceivedSegment, days: Days) -> Moment:
    """The moment of its screenshot, drawn again from what was known as it arrived."""
    day = days.get(day_of(segment.block))
    if row.refusal or day is None or day.received_at > row.received_at:
        return NO_MOMENT
    if day.given_at and day.given_at > row.received_at:
        day = replace(day, given_at=None)
    try:
        return moment_of(segment, day)
    except Malformed:
        return NO_MOMENT


def _is_of(segment: Segment, row: ReceivedSegment) -> bool:
    own = row.job.uuid == segment.job if row.job else row.refusal == "job"
    named = (segment.id, segment.device, segment.seq) == (row.pk, row.device_id, row.seq)
    named = named and (segment.work_view, segment.kept_seconds) == (row.work_view, row.kept_seconds)
    counts = not row.refusal or (row.refusal in REASONS and not row.is_backdated)
    return named and own and counts
