"""Audit: segments against their digests and signatures, what they say, and the moments that were drawn.

Each that counts has a row for every screenshot that it announced, also for those that were deleted. Those of
a device, the refused ones among them, follow each other without a gap, up to the last that came.
"""

from dataclasses import replace
from datetime import date

from django.db.models import Count, F, Max, OuterRef, Subquery
from django.db.models.functions import Coalesce

from handsel.devices.models import DaySeed, Device
from handsel.devices.signatures import is_signed_by
from handsel.kernel.audit import Check
from handsel.work.hours.models import ReceivedSegment, Shot
from handsel.work.hours.tracking_refusals import REASONS
from handsel_verify.moments import NO_MOMENT, Moment, SeededDay, day_of, moment_of
from handsel_verify.segments import FIRST, Segment, digest_of, segment_from
from handsel_verify.strict_json import Malformed

Days = dict[date, SeededDay]
Following = tuple[int, str]
"""The number of the segment that is to come next, and the digest of the one before it."""
_SHOT_ROWS = Subquery(
    Shot.objects.filter(segment=OuterRef("pk"))
    .order_by()
    .values("segment")
    .annotate(rows=Count("pk"))
    .values("rows")
)


def check() -> Check:
    """Each segment, with the seeds of the days of its device."""
    faults, counted, device, days, following = [], 0, None, Days(), (1, FIRST)
    rows = ReceivedSegment.objects.select_related("device", "job").annotate(shot_rows=Coalesce(_SHOT_ROWS, 0))
    for row in rows.order_by("device_id", "seq").iterator(chunk_size=500):
        counted += 1
        if row.device_id != device:
            device, following = row.device_id, (1, FIRST)
            days = {seed.day: seed.seeded for seed in DaySeed.objects.filter(device=device)}
        fault = _fault(row, days, following)
        faults += [f"{row} {fault}"] if fault else []
        following = (row.seq + 1, row.digest)
    return Check("every segment is as its device signed it", counted, [*faults, *_last_gone()])


def _last_gone() -> list[str]:
    """A sentence for each device whose last segment is not the last that came."""
    devices = Device.objects.annotate(last=Coalesce(Max("segments__seq"), 0)).exclude(last=F("received_seq"))
    return [
        f"device {pk} has sent segment {sent}, but the last one that is here is {last}"
        for pk, sent, last in devices.order_by("pk").values_list("pk", "received_seq", "last")
    ]


def _fault(row: ReceivedSegment, days: Days, following: Following) -> str:
    if digest_of(row.content.encode()) != row.digest:
        return "is not what its digest says"
    if not is_signed_by(row.device, row.content.encode(), row.signature):
        return "is not signed with the key of its device"
    segment = segment_from(row.content.encode())
    if not _is_of(segment, row):
        return "is another than it says"
    if (segment.seq, segment.prev) != following:
        return "does not follow the one before it: one was taken away"
    if getattr(row, "shot_rows", 0) != (0 if row.refusal else len(segment.shots)):
        return "does not have the screenshots that it announced"
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
