"""Amendments: what a device signs to change a segment that it sent before.

An amendment is canonical JSON, signed with Ed25519 as its segment. It redacts or deletes a screenshot, says
otherwise what the time was for, or takes it off the sheet; the segment itself stays as it was signed.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from handsel_verify.canonical import canonical
from handsel_verify.fields import is_whole, line_from, members_from, require, uuid_from
from handsel_verify.segments import MEMO_MAX
from handsel_verify.strict_json import Malformed, hex_from, json_from

FORMAT = "handsel-amendment/1"
BYTES_MAX = 2 * 1024
REDACTIONS_MAX = 100


@dataclass(frozen=True)
class Redaction:
    """A screenshot, by its commitment, gives way to one with so many parts made unreadable."""

    shot: str
    replacement: str
    redactions: int


@dataclass(frozen=True)
class Deletion:
    """A screenshot, by its commitment, is deleted."""

    shot: str


@dataclass(frozen=True)
class Rewording:
    """The time of the segment has another memo."""

    memo: str


@dataclass(frozen=True)
class Removal:
    """The time of the segment is taken off the sheet."""


Change = Redaction | Deletion | Rewording | Removal


@dataclass(frozen=True)
class Amendment:
    """A change to a segment, as its device signed it."""

    device: UUID
    segment: UUID
    change: Change


def amendment_from(content: bytes) -> Amendment:
    """Read an amendment; raises `Malformed` for one that is not canonical, or says what none can say."""
    require(len(content) <= BYTES_MAX, f"it has more than {BYTES_MAX} bytes")
    fields = members_from(json_from(content), {"format", "device", "segment", "change"}, "an amendment")
    require(canonical(fields) == content, "it is not canonical")
    require(fields["format"] == FORMAT, f"its format is not {FORMAT}")
    return Amendment(uuid_from(fields["device"]), uuid_from(fields["segment"]), _change(fields["change"]))


def _change(value: Any) -> Change:
    kind = value.get("kind") if isinstance(value, dict) else None
    match kind:
        case "redact":
            members = members_from(value, {"kind", "shot", "replacement", "redactions"}, "a redaction")
            shot, replacement = _commitment(members["shot"]), _commitment(members["replacement"])
            require(shot != replacement, "a redacted screenshot is not the one before")
            count = members["redactions"]
            require(is_whole(count, REDACTIONS_MAX) and count > 0, "it makes nothing unreadable")
            return Redaction(shot, replacement, count)
        case "delete":
            return Deletion(_commitment(members_from(value, {"kind", "shot"}, "a deletion")["shot"]))
        case "memo":
            members = members_from(value, {"kind", "memo"}, "a rewording")
            return Rewording(line_from(members["memo"], MEMO_MAX))
        case "remove":
            members_from(value, {"kind"}, "a removal")
            return Removal()
    raise Malformed("it changes nothing that can be changed")


def _commitment(text: Any) -> str:
    hex_from(text, 32)
    return str(text)
