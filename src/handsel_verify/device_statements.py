"""What a device signs beside segments, so that its token alone says nothing in its name.

Each statement is canonical JSON that names what it is and which device makes it; only its signature is sent
with the request, since who receives it can write down the same.
"""

from datetime import date
from uuid import UUID

from handsel_verify.canonical import canonical

COMMITMENT_FORMAT = "handsel-commitment/1"
HEARTBEAT_FORMAT = "handsel-heartbeat/1"


def commitment_text(device: UUID, day: date, commitment: str) -> bytes:
    """What a device signs to commit itself for a day in UTC."""
    named = {"format": COMMITMENT_FORMAT, "device": str(device)}
    return canonical({**named, "day": day.isoformat(), "commitment": commitment})


def heartbeat_text(device: UUID, *, beat: int, seq: int, digest: str, running: UUID | None) -> bytes:
    """What a device signs in a heartbeat: its number, the last segment that it signed, the job it tracks."""
    named = {"format": HEARTBEAT_FORMAT, "device": str(device)}
    fields = {"beat": beat, "seq": seq, "prev": digest, "running": str(running) if running else None}
    return canonical({**named, **fields})
