"""What the device signs beside segments, so that who has its token alone cannot speak for it."""

from datetime import date
from uuid import UUID

from handsel_tracker.evidence.device_key import DeviceKey
from handsel_tracker.house.heartbeats import Beat
from handsel_tracker.spool.rows import CommittedDay
from handsel_verify.device_statements import commitment_text, heartbeat_text


def commitment_signature(key: DeviceKey, device: str, day: CommittedDay) -> str:
    """The signature over a commitment for a day, in hexadecimal."""
    return key.sign(commitment_text(UUID(device), date.fromisoformat(day.day), day.commitment))


def heartbeat_signature(key: DeviceKey, device: str, says: Beat) -> str:
    """The signature over a heartbeat, in hexadecimal."""
    running = UUID(says.running) if says.running else None
    return key.sign(
        heartbeat_text(UUID(device), beat=says.beat, seq=says.seq, digest=says.prev, running=running)
    )
