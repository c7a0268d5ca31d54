"""Heartbeats of devices: how much they have signed by now, and what they track."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from handsel.devices.models import Device
from handsel.devices.refusals import HeartbeatAhead
from handsel.devices.signatures import check_signed
from handsel_verify.device_statements import heartbeat_text

BACKDATED_AFTER = timedelta(minutes=15)
"""How long before a heartbeat time must have ended, for its segment to be signed by then."""
AHEAD_MAX = 86_400
"""How far above the time in seconds, and above the one before it, the number of a heartbeat may be."""


@dataclass(frozen=True)
class Heartbeat:
    """The number of a heartbeat, above that of each before; the number and SHA-256 of the last segment that
    the device signed, sent or not, and the job it tracks; and its signature over that, in hexadecimal.
    """

    beat: int
    seq: int
    digest: str
    running: UUID | None
    signature: str


def hear(device: Device, heartbeat: Heartbeat, at: datetime) -> None:
    """Keep what a device says, unless it said so before; it hears whether its person is suspended.

    A heartbeat that is sent again changes nothing: else a stolen token could say, by an old one, that the
    device had signed nothing more by now. Raises `SignatureWrong` for what its key did not sign, and
    `HeartbeatAhead` for a number after which no other could count.
    """
    check_signed(device, _signed_text(device, heartbeat), heartbeat.signature)
    with transaction.atomic():
        row = Device.objects.select_for_update(no_key=True).get(pk=device.pk)
        most = max(int(at.timestamp()), row.heard_beat) + AHEAD_MAX
        if heartbeat.beat > most:
            raise HeartbeatAhead(most=most)
        if heartbeat.beat > row.heard_beat:
            row.heard_at, row.heard_beat, row.running = at, heartbeat.beat, heartbeat.running
            if heartbeat.seq > row.heard_seq:
                row.heard_seq, row.heard_digest = heartbeat.seq, heartbeat.digest
            row.save(update_fields=["heard_at", "heard_beat", "running", "heard_seq", "heard_digest"])
        note_suspension(row, at)


def _signed_text(device: Device, says: Heartbeat) -> bytes:
    return heartbeat_text(device.pk, beat=says.beat, seq=says.seq, digest=says.digest, running=says.running)


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
