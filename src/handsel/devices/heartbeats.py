"""Heartbeats of devices: how much they have signed by now, and what they track."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from handsel.devices.models import Device

BACKDATED_AFTER = timedelta(minutes=15)
"""How long before a heartbeat time must have ended, for its segment to be signed by then."""


@dataclass(frozen=True)
class Heartbeat:
    """The number and SHA-256 of the last segment that a device signed, sent or not, and the job it tracks."""

    seq: int
    digest: str
    running: UUID | None


def hear(device: Device, heartbeat: Heartbeat, at: datetime) -> None:
    """Keep what a device says; its number never goes back. It hears whether its person is suspended."""
    is_barred = device.person.suspension(at) is not None
    with transaction.atomic():
        row = Device.objects.select_for_update(no_key=True).get(pk=device.pk)
        row.heard_at, row.running = at, heartbeat.running
        if heartbeat.seq > row.heard_seq:
            row.heard_seq, row.heard_digest = heartbeat.seq, heartbeat.digest
        row.barred_at = (row.barred_at or at) if is_barred else None
        row.save(update_fields=["heard_at", "running", "heard_seq", "heard_digest", "barred_at"])


def is_backdated(device: Device, *, seq: int, digest: str, ended: datetime) -> bool:
    """Whether a segment is other than what its device said of the segments that it had signed.

    An honest device has signed all time that ended well before its heartbeat, and what it has signed stays.
    """
    if device.heard_at is None:
        return False
    if seq == device.heard_seq:
        return digest != device.heard_digest
    return seq > device.heard_seq and ended < device.heard_at - BACKDATED_AFTER
