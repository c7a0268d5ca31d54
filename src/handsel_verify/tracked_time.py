"""Check tracked time by what is in the bundle: signatures, chains of devices, receipts, and moments.

Rules: hourly time 2, 3 and 5.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from handsel_verify.chains import FAULTS_MAX
from handsel_verify.ed25519 import is_signed
from handsel_verify.notes import Key
from handsel_verify.receipts import receipt
from handsel_verify.recorded_time import BroughtTime, RecordedTime
from handsel_verify.segments import FIRST, Segment, digest_of
from handsel_verify.strict_json import Malformed, instant_from
from handsel_verify.time_facts import NamedSegment, RecordedSpan
from handsel_verify.time_members import BundledSegment

CLOCK_BACK_MAX = timedelta(minutes=1)
"""How far the time of an entry may be from that at which its segment arrived."""

DEVICES_MAX = 16
_BLANKS = re.compile("[ \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")

Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class _Named:
    """A segment as the record names it, and the entries that brought time of it."""

    segment: NamedSegment
    brought: list[BroughtTime]


def segment_faults(
    brought: Iterable[BroughtTime], bundled: Iterable[BundledSegment], key: Key
) -> tuple[dict[str, Segment], list[str]]:
    """The segments of a bundle by identifier, as the record names them, and what is wrong with them."""
    named, faults = _by_segment(brought)
    segments: dict[str, Segment] = {}
    for row in bundled:
        name = str(row.segment.id)
        if name in segments:
            faults.append(f"segment {name}: is there twice")
        elif name not in named:
            faults.append(f"segment {name}: no entry names it")
        else:
            faults += [f"segment {name}: {fault}" for fault in _own_faults(row, named[name], key)]
            faults += _span_faults(row.segment, named[name].brought)
            segments[name] = row.segment
        if len(faults) > FAULTS_MAX:
            break
    missing = [(rows.brought[0].entry, name) for name, rows in named.items() if name not in segments]
    faults += [f"entry {entry}: its segment {name} is missing" for entry, name in missing]
    return segments, faults + list(_chain_faults(named, segments))


def device_remarks(brought: Iterable[BroughtTime]) -> list[str]:
    """The keys by which devices signed, to be compared: that they are of these devices, the site says."""
    keys = {row.segment.device: row.segment.key.hex()[:16] for row in brought}
    named = [(device, " ".join(key[at : at + 4] for at in range(0, 16, 4))) for device, key in keys.items()]
    words = "Device {} signed with the key {}: compare it with what the device shows"
    more = [f"{len(named) - DEVICES_MAX} more devices signed: ask the site for their keys"]
    return [words.format(device, key) for device, key in named[:DEVICES_MAX]] + more[
        : len(named) > DEVICES_MAX
    ]


def redaction_faults(time: RecordedTime) -> Iterator[str]:
    """Which screenshots were not redacted by what the device of their segment signed."""
    named = {row.segment.id: row.segment for row in time.brought}
    for entry, shot in time.redacted:
        segment = named.get(shot.segment)
        if segment is None or segment.device != shot.device:
            yield f"entry {entry}: redacts a screenshot of a segment that no entry names"
        elif not is_signed(shot.amendment, shot.signature, segment.key):
            yield f"entry {entry}: its amendment is not signed with the key of its device"


def _by_segment(brought: Iterable[BroughtTime]) -> tuple[dict[str, _Named], list[str]]:
    """What the record names, and where it contradicts itself."""
    named: dict[str, _Named] = {}
    last: dict[str, int] = defaultdict(int)
    keys: dict[str, bytes] = {}
    faults = []
    for row in brought:
        segment = row.segment
        known = named.setdefault(segment.id, _Named(segment, []))
        if known.segment != segment:
            faults.append(f"entry {row.entry}: names another segment under the same identifier")
        if keys.setdefault(segment.device, segment.key) != segment.key:
            faults.append(f"entry {row.entry}: names another key of its device")
        if row.is_tracked and segment.seq <= last[segment.device]:
            faults.append(f"entry {row.entry}: number {segment.seq} of its device is out of order")
        if row.is_tracked:
            last[segment.device] = segment.seq
        known.brought.append(row)
    return named, faults


def _own_faults(row: BundledSegment, named: _Named, key: Key) -> Iterator[str]:
    """What of a segment is not as its device signed it, or as the site received it."""
    stated, segment = named.segment, row.segment
    if (str(segment.device), segment.seq) != (stated.device, stated.seq):
        yield f"is another than entry {named.brought[0].entry} names"
    if digest_of(row.content) != stated.digest:
        yield f"does not have the digest that entry {named.brought[0].entry} names"
    if not is_signed(row.content, row.signature, stated.key):
        yield "is not signed with the key of its device"
    yield from _receipt_faults(row, named, key)


def _receipt_faults(row: BundledSegment, named: _Named, key: Key) -> Iterator[str]:
    received_at = (row.receipt.text.split("\n") + [""] * 3)[3]
    text = receipt(key.name, segment=named.segment.id, digest=named.segment.digest, received_at=received_at)
    if row.receipt.text != text:
        yield "its receipt is of something else"
        return
    if row.receipt.signed_by(key) is None:
        yield "its receipt is not signed with the site's key"
    try:
        at = instant_from(received_at)
    except Malformed:
        yield "its receipt has no time"
        return
    for brought in named.brought:
        if brought.is_tracked and abs(brought.at - at) > CLOCK_BACK_MAX:
            yield f"its receipt has another time than entry {brought.entry}"


def _span_faults(segment: Segment, brought: Iterable[BroughtTime]) -> Iterator[str]:
    """Tracked time is all of its segment, with its memo, split where a week ends; moved time a part of it.

    What was moved may have had another memo by then, of which the record of the other job tells.
    """
    for row in brought:
        spans = _joined(row.spans)
        if row.is_tracked:
            holds = spans == list(segment.spans)
        else:
            holds = all(any(_is_within(span, whole) for whole in segment.spans) for span in spans)
        if not holds:
            yield f"entry {row.entry}: its time is not that of its segment"
        if row.is_tracked and any(_letters(span.memo) != _letters(segment.memo) for span in row.spans):
            yield f"entry {row.entry}: its memo is not that of its segment"


def _letters(memo: str) -> str:
    """A memo without blanks, since the record drops those around it."""
    return _BLANKS.sub("", memo)


def _is_within(span: Span, whole: Span) -> bool:
    return whole[0] <= span[0] and span[1] <= whole[1]


def _joined(spans: Iterable[RecordedSpan]) -> list[Span]:
    joined: list[Span] = []
    for span in spans:
        if joined and joined[-1][1] == span.start:
            joined[-1] = (joined[-1][0], span.end)
        else:
            joined.append((span.start, span.end))
    return joined


def _chain_faults(named: Mapping[str, _Named], segments: Mapping[str, Segment]) -> Iterator[str]:
    """Of a device no number is there twice, and each names the one before it, where that is there."""
    rows = [row.segment for name, row in named.items() if name in segments]
    digests: dict[tuple[str, int], str] = {}
    for row in sorted(rows, key=lambda row: (row.device, row.seq)):
        if (row.device, row.seq) in digests:
            yield f"segment {row.id}: another of its device has its number"
        before = digests.get((row.device, row.seq - 1)) if row.seq > 1 else FIRST
        if before is not None and segments[row.id].prev != before:
            yield f"segment {row.id}: does not name the one before it"
        digests[row.device, row.seq] = row.digest
    jobs = {segments[name].job for name, row in named.items() if name in segments and _is_tracked(row)}
    if len(jobs) > 1:
        yield "its segments are of more than one job"


def _is_tracked(named: _Named) -> bool:
    return any(row.is_tracked for row in named.brought)
