"""Screenshots: what the device commits itself to as it takes one, and amendments of what was signed."""

import os
from dataclasses import replace
from hashlib import sha256
from uuid import uuid4

from handsel_tracker.evidence.device_key import DeviceKey
from handsel_tracker.spool.rows import AmendmentState, HeldState, SpooledAmendment, SpooledShot
from handsel_verify.amendments import FORMAT
from handsel_verify.canonical import canonical

SALT_BYTES = 32


def salted(picture: bytes) -> tuple[str, bytes]:
    """A picture with a new salt before it, and the commitment to both."""
    content = os.urandom(SALT_BYTES) + picture
    return sha256(content).hexdigest(), content


def picture_of(shot: SpooledShot) -> bytes:
    """The picture of a screenshot; empty if it is gone, or not the one that was committed to."""
    content = shot.content or b""
    return content[SALT_BYTES:] if sha256(content).hexdigest() == shot.commitment else b""


def redacted(shot: SpooledShot, picture: bytes, boxes: int) -> SpooledShot:
    """The screenshot that takes the place of one, with so many more parts made unreadable."""
    commitment, content = salted(picture)
    redactions = min(shot.redactions + boxes, 100)
    changed = replace(shot, commitment=commitment, content=content, redactions=redactions)
    return replace(changed, state=HeldState.HELD, reason="")


def redaction(key: DeviceKey, shot: SpooledShot, new: SpooledShot) -> SpooledAmendment:
    """Sign that one takes the place of another."""
    change = {"kind": "redact", "shot": shot.commitment, "replacement": new.commitment}
    return _amendment(key, shot.device, shot.segment, {**change, "redactions": new.redactions})


def deletion(key: DeviceKey, shot: SpooledShot) -> SpooledAmendment:
    """Sign that a screenshot is deleted."""
    return _amendment(key, shot.device, shot.segment, {"kind": "delete", "shot": shot.commitment})


def rewording(key: DeviceKey, device: str, segment: str, memo: str) -> SpooledAmendment:
    """Sign that the time of a segment has another memo."""
    return _amendment(key, device, segment, {"kind": "memo", "memo": memo})


def removal(key: DeviceKey, device: str, segment: str) -> SpooledAmendment:
    """Sign that the time of a segment is taken off the sheet."""
    return _amendment(key, device, segment, {"kind": "remove"})


def _amendment(key: DeviceKey, device: str, segment: str, change: dict[str, object]) -> SpooledAmendment:
    text = canonical({"format": FORMAT, "device": device, "segment": segment, "change": change})
    return SpooledAmendment(
        str(uuid4()), device, segment, text.decode(), key.sign(text), AmendmentState.SIGNED
    )
