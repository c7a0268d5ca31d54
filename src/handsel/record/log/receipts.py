"""Receipts for what devices sent, signed with the key of the house."""

from datetime import datetime
from uuid import UUID

from handsel.record.log import keys
from handsel_verify.receipts import receipt


def signed_receipt(segment: UUID, digest: str, received_at: datetime) -> str:
    """A signed note that a segment with this SHA-256 was received; raises `KeyBroken`."""
    signer = keys.signer(make=True)
    text = receipt(signer.name, segment=str(segment), digest=digest, received_at=received_at.isoformat())
    return str(signer.note(text))
