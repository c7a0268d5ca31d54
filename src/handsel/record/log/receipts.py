"""Receipts for what devices sent, and seeds given to them, signed with the key of the house."""

from datetime import date, datetime
from uuid import UUID

from handsel.record.log import keys
from handsel_verify.moments import SeededDay
from handsel_verify.notes import NoteBroken, note_from
from handsel_verify.receipts import receipt, seed_text


def signed_receipt(segment: UUID, digest: str, received_at: datetime) -> str:
    """A signed note that a segment with this SHA-256 was received; raises `KeyBroken`."""
    signer = keys.signer(make=True)
    text = receipt(signer.name, segment=str(segment), digest=digest, received_at=received_at.isoformat())
    return str(signer.note(text))


def signed_seed(device: UUID, day: date, seeded: SeededDay) -> str:
    """A signed note over the seed of a device's day and its commitment; raises `KeyBroken`."""
    signer = keys.signer(make=True)
    return str(signer.note(seed_text(signer.name, device=str(device), day=day, seeded=seeded)))


def is_signed_seed(note: str, device: UUID, day: date, seeded: SeededDay) -> bool:
    """Whether a note is signed with the key of the house over the seed of a device's day."""
    signer = keys.signer()
    try:
        signed = note_from(note)
    except NoteBroken:
        return False
    text = seed_text(signer.name, device=str(device), day=day, seeded=seeded)
    return signed.text == text and signed.signed_by(signer.key) is not None
