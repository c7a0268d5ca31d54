"""What entries say of screenshots that were deleted or redacted."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handsel_verify.amendments import BYTES_MAX, Redaction, amendment_from
from handsel_verify.ed25519 import SIGNATURE_BYTES
from handsel_verify.fields import members_from, require, text_from, uuid_from
from handsel_verify.strict_json import hex_from

DELETED, REDACTED = "shot.deleted", "shot.redacted"

_DELETED = {"week", "supplement", "segment", "taken_at", "commitment"}
_REDACTED = _DELETED | {"replacement", "redactions", "amendment", "signature"}


@dataclass(frozen=True)
class RedactedShot:
    """The amendment by which a device redacted a screenshot of a segment."""

    device: str
    segment: str
    amendment: bytes
    signature: bytes


def deleted_from(content: Mapping[str, Any]) -> str:
    """The segment of which an entry deleted a screenshot; raises `Malformed`."""
    fields = members_from(content, _DELETED, "a deleted screenshot")
    hex_from(fields["commitment"], 32)
    return str(uuid_from(fields["segment"]))


def redacted_from(content: Mapping[str, Any]) -> RedactedShot:
    """Read the amendment by which a screenshot was redacted; raises `Malformed`."""
    fields = members_from(content, _REDACTED, "a redacted screenshot")
    text = text_from(fields["amendment"], BYTES_MAX).encode()
    amendment = amendment_from(text)
    change = Redaction(fields["commitment"], fields["replacement"], fields["redactions"])
    is_same = (str(amendment.segment), amendment.change) == (fields["segment"], change)
    require(is_same, "its amendment says something else")
    signature = hex_from(fields["signature"], SIGNATURE_BYTES)
    return RedactedShot(str(amendment.device), str(amendment.segment), text, signature)
