"""Segments: what a device with the Tracker signs of the time in one block of one job.

A segment is canonical JSON, signed with Ed25519 by its device. Each names the one before it of that device,
so that none can be left out unseen. Times are in UTC and whole seconds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import pairwise
from typing import Any
from uuid import UUID, uuid5

from handsel_verify.canonical import canonical
from handsel_verify.fields import is_whole, line_from, members_from, part_from, require, uuid_from
from handsel_verify.segment_details import TEXT_MAX, check_clock, check_commits, check_minutes, exceeds_device
from handsel_verify.strict_json import hex_from, instant_from, json_from

FORMAT = "handsel-segment/1"
BLOCK = timedelta(minutes=12)
FIRST = "0" * 64
"""What the first segment of a device names as the one before it."""
BYTES_MAX, MEMO_MAX = 64 * 1024, 400
SHOTS_MAX, EVENTS_MAX = 4, 100
SHOT_EARLY, SHOT_LATE = timedelta(seconds=2), timedelta(seconds=30)
"""How far from the second at which it is due a screenshot may be taken."""
WORK_VIEW = {"on", "off", "unavailable"}
EVENTS = {"sleep", "jump", "recovered", "idle", "kept", "locked"}

_FIELDS = {"format", "device", "seq", "prev", "job", "block", "spans", "minutes", "memo", "work_view"}
_FIELDS |= {"shots", "clock", "events", "commits", "program", "nonce"}


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
    """The time of one block of one job, as its device signed it; `nonce` is in hexadecimal.

    `exceeds_device` is whether it has more time, or more input, than its device can have seen.
    """

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
    nonce: str | None
    exceeds_device: bool = False

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
    require(len(content) <= BYTES_MAX, f"it has more than {BYTES_MAX} bytes")
    fields = json_from(content)
    require(isinstance(fields, dict) and fields.keys() == _FIELDS, "it has other fields than a segment")
    require(canonical(fields) == content, "it is not canonical")
    require(fields["format"] == FORMAT, f"its format is not {FORMAT}")
    require(is_whole(fields["seq"]) and fields["seq"] > 0, "its number is none")
    part_from(fields, "prev", hex_from, 32)
    block = part_from(fields, "block", instant_from)
    require(2000 <= block.year < 9000, "its block is in no year of ours")
    part_from(fields, "minutes", check_minutes)
    part_from(fields, "clock", check_clock)
    part_from(fields, "commits", check_commits)
    part_from(fields, "program", line_from, TEXT_MAX)
    spans = part_from(fields, "spans", _spans, block)
    return Segment(
        device=part_from(fields, "device", uuid_from),
        seq=fields["seq"],
        prev=fields["prev"],
        job=part_from(fields, "job", uuid_from),
        block=block,
        spans=spans,
        memo=part_from(fields, "memo", line_from, MEMO_MAX),
        work_view=part_from(fields, "work_view", _work_view),
        shots=part_from(fields, "shots", _shots, block),
        kept_seconds=part_from(fields, "events", _kept_seconds),
        nonce=part_from(fields, "nonce", _nonce),
        exceeds_device=exceeds_device(spans, block=block, fields=fields),
    )


def _work_view(value: Any) -> str:
    """Whether it was on; the reason is for people."""
    members = members_from(value, {"state", "reason"}, "Work View")
    require(line_from(members["state"], TEXT_MAX) in WORK_VIEW, "Work View has no such state")
    line_from(members["reason"], TEXT_MAX)
    return str(members["state"])


def _spans(rows: Any, block: datetime) -> list[tuple[datetime, datetime]]:
    """Spans of time within the block, in order and apart."""
    require(isinstance(rows, list) and 0 < len(rows) <= BLOCK // timedelta(seconds=2), "it has no time")
    spans = [_span(row) for row in rows]
    require(all(start < end for start, end in spans), "a span ends before it starts")
    require(all(first[1] < second[0] for first, second in pairwise(spans)), "its spans are not apart")
    within = block <= spans[0][0] and spans[-1][1] - block <= BLOCK
    require(within, "its time is not within its block")
    return spans


def _span(row: Any) -> tuple[datetime, datetime]:
    require(isinstance(row, list) and len(row) == 2, "a span is not a start and an end")
    start, end = map(instant_from, row)
    require(not start.microsecond and not end.microsecond, "its time is not in whole seconds")
    return start, end


def _shots(rows: Any, block: datetime) -> list[AnnouncedShot]:
    """Screenshots: when each was due and taken, of which monitor, and what commits to its bytes."""
    require(isinstance(rows, list) and len(rows) <= SHOTS_MAX, "it has too many shots")
    shots = [_shot(row) for row in rows]
    require(all(_is_of_block(shot, block) for shot in shots), "a shot is not of its block")
    require(len({shot.commitment for shot in shots}) == len(shots), "it has a shot twice")
    return shots


def _shot(row: Any) -> AnnouncedShot:
    fields = {"due", "taken", "monitor", "commitment", "offline", "redactions"}
    members = members_from(row, fields, "a shot")
    hex_from(members["commitment"], 32)
    require(isinstance(members["offline"], bool), "a shot is offline or not")
    require(is_whole(members["monitor"], 16) and is_whole(members["redactions"], 100), "a shot is none")
    due, taken = instant_from(members["due"]), instant_from(members["taken"])
    return AnnouncedShot(**{**members, "due": due, "taken": taken})


def _is_of_block(shot: AnnouncedShot, block: datetime) -> bool:
    """Whether it was due in a block, and not taken further from that than any may be."""
    is_due = timedelta() <= shot.due - block < BLOCK
    return is_due and -SHOT_EARLY <= shot.taken - block <= BLOCK + SHOT_LATE


def _kept_seconds(rows: Any) -> int:
    """The longest stretch without input that was kept, of what happened to the device meanwhile."""
    require(isinstance(rows, list) and len(rows) <= EVENTS_MAX, "it has too many events")
    for row in rows:
        members = members_from(row, {"at", "kind", "seconds"}, "an event")
        instant_from(members["at"])
        require(line_from(members["kind"], TEXT_MAX) in EVENTS, "an event is of no known kind")
        require(is_whole(members["seconds"], 10**9), "an event has no length")
    return max((row["seconds"] for row in rows if row["kind"] == "kept"), default=0)


def _nonce(value: Any) -> str | None:
    """The nonce of its block; None where no screenshot was to be taken, or no day was committed to."""
    return None if value is None else hex_from(value, 32).hex()
