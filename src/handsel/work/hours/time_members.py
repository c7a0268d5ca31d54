"""What a job's evidence bundle has of tracked time: signed segments, and the seeds of their days."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from handsel.devices.models import DaySeed
from handsel.kernel.json import Facts
from handsel.record.log.receipts import signed_receipt, signed_seed
from handsel.record.models import Entry, EntryContent
from handsel.work.hours.entries.time import MOVED
from handsel.work.hours.entries.tracked import TRACKED
from handsel.work.hours.models import ReceivedSegment
from handsel_verify.manifests import SEEDS, SEGMENTS
from handsel_verify.moments import day_of
from handsel_verify.segments import Segment, segment_from
from handsel_verify.strict_json import Malformed

BATCH = 500


def time_members(entries: QuerySet[Entry]) -> Iterator[tuple[str, Iterable[Facts]]]:
    """The segments that entries name, and the seeds of their days; nothing where no time was tracked.

    Screenshots are not in it: each viewing of one is logged.
    """
    segments = _named(entries)
    if segments:
        yield SEGMENTS, _segments(segments)
        yield SEEDS, _seeds(segments)


def _named(entries: QuerySet[Entry]) -> list[str]:
    """The segments from which entries brought time to the job, in the order of the record."""
    brought = entries.filter(kind__in=[TRACKED.name, MOVED.name])
    contents = EntryContent.objects.filter(entry__in=brought).order_by("entry__number")
    facts = (content.facts for content in contents.iterator(BATCH))
    named = [content if "segment" in content else content["tracked"] for content in facts]
    return list(dict.fromkeys(segment["segment"] for segment in named if segment))


def _segments(names: Sequence[str]) -> Iterator[Facts]:
    for row in _rows(names):
        receipt = signed_receipt(row.pk, row.digest, row.received_at)
        yield {"content": row.content, "signature": row.signature, "receipt": receipt}


def _seeds(names: Sequence[str]) -> Iterator[Facts]:
    """The seeds of days on which segments have nonces; one that was never given says so."""
    segments = (_read(row) for row in _rows(names))
    days = {(segment.device, day_of(segment.block)) for segment in segments if segment and segment.nonce}
    for row in DaySeed.objects.filter(device__in={device for device, _day in days}):
        if (row.device_id, row.day) in days:
            yield {"note": signed_seed(row.device_id, row.day, row.seeded)}


def _read(row: ReceivedSegment) -> Segment | None:
    """What a segment says; None if somebody altered it, which who checks the bundle sees."""
    try:
        return segment_from(row.content.encode())
    except Malformed:
        return None


def _rows(names: Sequence[str]) -> Iterator[ReceivedSegment]:
    """Segments by identifier, in order, a batch at a time; who checks the bundle misses one that was lost."""
    rest: Any = iter(names)
    while batch := list(islice(rest, BATCH)):
        rows = {str(pk): row for pk, row in ReceivedSegment.objects.in_bulk(batch).items()}
        yield from (rows[name] for name in batch if name in rows)
