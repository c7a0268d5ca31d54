"""Whether what is kept here is as this device signed it, and the house received it."""

import json

from handsel_tracker.daemon.engine import Engine
from handsel_tracker.evidence.receipts import is_receipt
from handsel_tracker.evidence.segments import chain_faults
from handsel_tracker.spool.rows import HeldState, SegmentState, SpooledSegment
from handsel_verify.notes import note_from


def self_check(engine: Engine, log_key: str) -> tuple[list[str], list[str]]:
    """What holds, and what does not, in sentences."""
    rows = engine.spool.segments(engine.device)
    faults = [
        f"segment {row.seq}: is not as this device signed it, or not in its place"
        for row in chain_faults(rows, engine.key)
    ]
    received = [row for row in rows if row.state == SegmentState.RECEIVED]
    if log_key:
        faults += [
            f"segment {row.seq}: its receipt is not signed with the key of the site"
            for row in received
            if not _is_proven(row, log_key)
        ]
    lost = [shot for shot in engine.spool.shots(engine.device, HeldState.HELD) if shot.content is None]
    faults += [f"screenshot {shot.commitment[:8]}: its picture is gone" for shot in lost]
    holds = [] if faults else [f"{len(rows)} segments are signed, in order and without a gap"]
    if not faults and log_key:
        holds.append(f"{len(received)} of them have a receipt that the site signed")
    return holds, faults


def _is_proven(row: SpooledSegment, log_key: str) -> bool:
    """Whether a receipt is of this segment; when it was received stands in its fourth line."""
    lines = note_from(row.receipt).text.splitlines()
    times = {"segment": row.id, "digest": row.digest, "received_at": lines[3]}
    return json.loads(row.content)["seq"] == row.seq and is_receipt(row.receipt, log_key, **times)
