"""Segments: what is counted in a block, in the format of the record, signed as the block ends."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from handsel_tracker import PROGRAM
from handsel_tracker.evidence.days import instant
from handsel_tracker.evidence.device_key import DeviceKey
from handsel_tracker.spool.rows import SpooledSegment, SpooledShot
from handsel_tracker.spool.texts import one_line
from handsel_tracker.timing.blocks import OpenBlock
from handsel_verify.canonical import canonical
from handsel_verify.segment_details import TEXT_MAX
from handsel_verify.segments import FIRST, FORMAT, MEMO_MAX, SHOTS_MAX, digest_of, segment_id


@dataclass(frozen=True)
class ClockState:
    """The clock of the device at the end: how far ahead of the house, since which start, how long it runs."""

    offset_ms: int
    boot: str
    up_ms: int


@dataclass(frozen=True)
class SegmentEvidence:
    """What a segment says beside what is counted."""

    shots: list[SpooledShot]
    clock: ClockState
    nonce: str | None
    work_view: str
    reason: str


def sign_segment(
    key: DeviceKey, device: str, block: OpenBlock, evidence: SegmentEvidence, *, last: SpooledSegment | None
) -> SpooledSegment:
    """Sign a block as the next segment of the device, after the last one."""
    content = {
        "format": FORMAT,
        "device": device,
        "job": block.job,
        "block": time_of(block.start_s),
        "spans": [[time_of(start), time_of(end)] for start, end in block.spans],
        "minutes": [_minute(minute, row) for minute, row in block.tracked_minutes.items()],
        "memo": one_line(block.memo, MEMO_MAX),
        "work_view": {"state": evidence.work_view, "reason": one_line(evidence.reason, TEXT_MAX)},
        "shots": [_shot(shot) for shot in evidence.shots[:SHOTS_MAX]],
        "clock": {
            "offset_ms": evidence.clock.offset_ms,
            "boot": one_line(evidence.clock.boot, 64),
            "up_ms": evidence.clock.up_ms,
        },
        "events": [{**event, "at": time_of(event["at"])} for event in block.events],
        "commits": block.commits,
        "program": PROGRAM,
        "nonce": evidence.nonce,
    }
    return _signed(key, device, content, block_s=block.start_s, last=last)


def renumbered(key: DeviceKey, row: SpooledSegment, *, last: SpooledSegment | None) -> SpooledSegment:
    """A segment signed anew in another place of the sequence, since one before it cannot be sent."""
    content = json.loads(row.content)
    return _signed(key, row.device, content, block_s=row.block_s, last=last)


def time_of(second: int) -> str:
    """A second as segments say it."""
    return instant(second).isoformat(timespec="seconds")


def chain_faults(rows: Iterable[SpooledSegment], key: DeviceKey) -> list[SpooledSegment]:
    """The segments that are not as this device signed them, or not in their place."""
    faults, before = [], FIRST
    for row in rows:
        content = row.content.encode()
        is_own = digest_of(content) == row.digest and row.signature == key.sign(content)
        if not is_own or json.loads(content)["prev"] != before:
            faults.append(row)
        before = row.digest
    return faults


def _signed(
    key: DeviceKey, device: str, content: dict[str, Any], *, block_s: int, last: SpooledSegment | None
) -> SpooledSegment:
    seq = last.seq + 1 if last else 1
    text = canonical({**content, "seq": seq, "prev": last.digest if last else FIRST})
    job = str(content["job"])
    pk = segment_id(UUID(device), UUID(job), instant(block_s))
    return SpooledSegment(device, seq, str(pk), job, block_s, text.decode(), key.sign(text), digest_of(text))


def _minute(minute: int, row: list[int | None]) -> dict[str, int | None]:
    return {"minute": minute, "active": row[0], "keys": row[1], "clicks": row[2]}


def _shot(shot: SpooledShot) -> dict[str, Any]:
    return {
        "due": time_of(shot.due_s),
        "taken": time_of(shot.taken_s),
        "monitor": shot.monitor,
        "commitment": shot.commitment,
        "offline": shot.offline,
        "redactions": shot.redactions,
    }
