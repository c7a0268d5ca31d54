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
    with transaction.atomic():
        row = Device.objects.select_for_update(no_key=True).get(pk=device.pk)
        row.heard_at, row.running = at, heartbeat.running
        if heartbeat.seq > row.heard_seq:
            row.heard_seq, row.heard_digest = heartbeat.seq, heartbeat.digest
        row.save(update_fields=["heard_at", "running", "heard_seq", "heard_digest"])
        note_suspension(row, at)


def note_suspension(device: Device, at: datetime) -> None:
    """Keep when a device is first in contact during a suspension of its person; the caller has locked it."""
    since = device.person.suspended_from
    is_known = device.barred_at is not None and since is not None and since <= device.barred_at
    if device.person.suspension(at) and not is_known:
        device.barred_at = at
        device.save(update_fields=["barred_at"])


def is_barred(device: Device, start: datetime) -> bool:
    """Whether time that starts then is of a suspension of which the device had heard, or began in it.

    Of a person who was removed, no device may bring time from then on, whether it heard of it or not.
    """
    removed_at = device.person.removed_at
    if removed_at is not None and removed_at <= start:
        return True
    since, until = device.person.suspended_from, device.person.suspended_until
    if since is None or until is None:
        return False
    heard = [at for at in (device.barred_at, device.enrolled_at) if at is not None and since <= at]
    return bool(heard) and min(heard) <= start < until


def is_backdated(device: Device, *, seq: int, digest: str, ended: datetime) -> bool:
    """Whether a segment is other than what its device said of the segments that it had signed.

    An honest device has signed all time that ended well before its heartbeat, and what it has signed stays.
    """
    if device.heard_at is None:
        return False
    if seq == device.heard_seq:
        return digest != device.heard_digest
    return seq > device.heard_seq and ended < device.heard_at - BACKDATED_AFTER
