"""Segments: what a device with the Tracker signs of the time in one block of one job.

A segment is canonical JSON, signed with Ed25519 by its device. Each names the one before it of that device,
so that none can be left out unseen. Times are in UTC and whole seconds.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import pairwise
from typing import Any
from uuid import UUID, uuid5

from handsel_verify.canonical import canonical
from handsel_verify.strict_json import Malformed, hex_from, instant_from, json_from

FORMAT = "handsel-segment/1"
BLOCK = timedelta(minutes=12)
FIRST = "0" * 64
"""What the first segment of a device names as the one before it."""
BYTES_MAX, MEMO_MAX, TEXT_MAX = 32 * 1024, 400, 200
SHOTS_MAX, EVENTS_MAX = 4, 100
WORK_VIEW = {"on", "off", "unavailable"}
EVENTS = {"sleep", "jump", "recovered", "idle", "kept", "locked"}

_FIELDS = {"format", "device", "seq", "prev", "job", "block", "spans", "minutes", "memo", "work_view"}
_FIELDS |= {"shots", "clock", "events", "program"}
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True)
class AnnouncedShot:
    """A screenshot as its segment announces it; `commitment` is SHA-256 over a salt and its bytes."""

    due: datetime
    taken: datetime
    monitor: int
    commitment: str
    offline: bool
    redactions: int


@dataclass(frozen=True)
class Segment:
    """The time of one block of one job, as its device signed it."""

    device: UUID
    seq: int
    prev: str
    job: UUID
    block: datetime
    spans: Sequence[tuple[datetime, datetime]]
    memo: str
    work_view: str
    shots: Sequence[AnnouncedShot]
    kept_seconds: int

    @property
    def id(self) -> UUID:
        """Its identifier, the same whoever works it out."""
        return segment_id(self.device, self.job, self.block)


def segment_id(device: UUID, job: UUID, block: datetime) -> UUID:
    """The identifier of the segment of a device for a job and the start of a block (RFC 9562, version 5)."""
    return uuid5(device, f"{job} {block.isoformat()}")


def digest_of(content: bytes) -> str:
    """SHA-256 of a segment, by which the next one names it."""
    return sha256(content).hexdigest()


def segment_from(content: bytes) -> Segment:
    """Read a segment; raises `Malformed` for one that is not canonical, or says what none can say."""
    _require(len(content) <= BYTES_MAX, f"it has more than {BYTES_MAX} bytes")
    fields = json_from(content)
    _require(isinstance(fields, dict) and fields.keys() == _FIELDS, "it has other fields than a segment")
    _require(canonical(fields) == content, "it is not canonical")
    _require(fields["format"] == FORMAT, f"its format is not {FORMAT}")
    _require(_is_whole(fields["seq"]) and fields["seq"] > 0, "its number is none")
    hex_from(fields["prev"], 32)
    block = instant_from(fields["block"])
    _require(2000 <= block.year < 9000, "its block is in no year of ours")
    spans = _spans(fields["spans"], block)
    _check_minutes(fields["minutes"])
    _check_clock(fields["clock"])
    work_view = _members(fields["work_view"], {"state", "reason"}, "Work View")
    _require(_text(work_view["state"], TEXT_MAX) in WORK_VIEW, "Work View has no such state")
    _text(work_view["reason"], TEXT_MAX)
    _text(fields["program"], TEXT_MAX)
    return Segment(
        device=_uuid(fields["device"]),
        seq=fields["seq"],
        prev=fields["prev"],
        job=_uuid(fields["job"]),
        block=block,
        spans=spans,
        memo=_text(fields["memo"], MEMO_MAX),
        work_view=work_view["state"],
        shots=_shots(fields["shots"], block),
        kept_seconds=_kept_seconds(fields["events"]),
    )


def _spans(rows: Any, block: datetime) -> list[tuple[datetime, datetime]]:
    """Spans of time within the block, in order and apart."""
    _require(isinstance(rows, list) and 0 < len(rows) <= BLOCK // timedelta(seconds=2), "it has no time")
    spans = [_span(row) for row in rows]
    _require(all(start < end for start, end in spans), "a span ends before it starts")
    _require(all(first[1] < second[0] for first, second in pairwise(spans)), "its spans are not apart")
    within = block <= spans[0][0] and spans[-1][1] - block <= BLOCK
    _require(within, "its time is not within its block")
    return spans


def _span(row: Any) -> tuple[datetime, datetime]:
    _require(isinstance(row, list) and len(row) == 2, "a span is not a start and an end")
    start, end = map(instant_from, row)
    _require(not start.microsecond and not end.microsecond, "its time is not in whole seconds")
    return start, end


def _check_minutes(rows: Any) -> None:
    """Activity by minute: seconds with input, and counts of keys and clicks, or null."""
    _require(isinstance(rows, list) and len(rows) <= BLOCK // timedelta(minutes=1), "it has too many minutes")
    for row in rows:
        members = _members(row, {"minute", "active", "keys", "clicks"}, "a minute")
        _require(_is_whole(members["minute"], 11) and _is_whole(members["active"], 60), "a minute is none")
        counts = [members["keys"], members["clicks"]]
        _require(all(count is None or _is_whole(count, 100_000) for count in counts), "a count is none")
    numbers = [row["minute"] for row in rows]
    _require(numbers == sorted(set(numbers)), "its minutes are not in order")


def _shots(rows: Any, block: datetime) -> list[AnnouncedShot]:
    """Screenshots: when each was due and taken, of which monitor, and what commits to its bytes."""
    _require(isinstance(rows, list) and len(rows) <= SHOTS_MAX, "it has too many shots")
    shots = [_shot(row) for row in rows]
    moments = [moment for shot in shots for moment in (shot.due, shot.taken)]
    _require(all(timedelta() <= moment - block < BLOCK for moment in moments), "a shot is not of its block")
    _require(len({shot.commitment for shot in shots}) == len(shots), "it has a shot twice")
    return shots


def _shot(row: Any) -> AnnouncedShot:
    fields = {"due", "taken", "monitor", "commitment", "offline", "redactions"}
    members = _members(row, fields, "a shot")
    hex_from(members["commitment"], 32)
    _require(isinstance(members["offline"], bool), "a shot is offline or not")
    _require(_is_whole(members["monitor"], 16) and _is_whole(members["redactions"], 100), "a shot is none")
    due, taken = instant_from(members["due"]), instant_from(members["taken"])
    return AnnouncedShot(**{**members, "due": due, "taken": taken})


def _kept_seconds(rows: Any) -> int:
    """The longest stretch without input that was kept, of what happened to the device meanwhile."""
    _require(isinstance(rows, list) and len(rows) <= EVENTS_MAX, "it has too many events")
    for row in rows:
        members = _members(row, {"at", "kind", "seconds"}, "an event")
        instant_from(members["at"])
        _require(_text(members["kind"], TEXT_MAX) in EVENTS, "an event is of no known kind")
        _require(_is_whole(members["seconds"], 10**9), "an event has no length")
    return max((row["seconds"] for row in rows if row["kind"] == "kept"), default=0)


def _check_clock(value: Any) -> None:
    """The clocks of the device at the end: how far from the server's, and since when it runs."""
    members = _members(value, {"offset_ms", "boot", "up_ms"}, "its clock")
    whole = _is_whole(abs(members["offset_ms"])) if type(members["offset_ms"]) is int else False
    _require(whole and _is_whole(members["up_ms"]), "its clock is none")
    _text(members["boot"], 64)


def _members(value: Any, names: set[str], what: str) -> dict[str, Any]:
    if not isinstance(value, dict) or value.keys() != names:
        raise Malformed(f"{what} has other fields")
    return value


def _uuid(text: Any) -> UUID:
    _require(isinstance(text, str) and bool(_UUID.fullmatch(text)), "an identifier in it is none")
    return UUID(text)


def _text(text: Any, most: int) -> str:
    if not isinstance(text, str) or len(text) > most or "\0" in text:
        raise Malformed(f"a text in it is none, or longer than {most} characters")
    return text


def _is_whole(value: Any, most: int = 2**53 - 1) -> bool:
    return type(value) is int and 0 <= value <= most


def _require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise Malformed(otherwise)
