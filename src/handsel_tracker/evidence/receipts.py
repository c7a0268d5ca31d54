"""Whether what the house says it received, or gave, is signed with its key."""

from datetime import date, datetime

from handsel_verify.moments import SeededDay
from handsel_verify.notes import NoteBroken, key_from, note_from
from handsel_verify.receipts import receipt, seed_text


def is_receipt(note: str, key: str, *, segment: str, digest: str, received_at: str) -> bool:
    """Whether a note is the receipt of a segment by the house with this key."""
    received = datetime.fromisoformat(received_at).isoformat()
    name = _name(key)
    return _is_signed(note, key, receipt(name, segment=segment, digest=digest, received_at=received))


def is_seed(note: str, key: str, *, device: str, day: str, seeded: SeededDay) -> bool:
    """Whether a note is what the house with this key signs for the seed of a day."""
    text = seed_text(_name(key), device=device, day=date.fromisoformat(day), seeded=seeded)
    return _is_signed(note, key, text)


def _name(key: str) -> str:
    return key_from(key).name


def _is_signed(note: str, key: str, text: str) -> bool:
    try:
        signed = note_from(note)
    except NoteBroken:
        return False
    return signed.text == text and signed.signed_by(key_from(key)) is not None
