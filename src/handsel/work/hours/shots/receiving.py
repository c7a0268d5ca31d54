"""Receiving the bytes of screenshots, and making their thumbnails."""

from datetime import datetime
from hashlib import sha256

from django.db import transaction

from handsel.devices.models import Device
from handsel.kernel.children import run_limited
from handsel.record import change_signal
from handsel.tasks.models import schedule
from handsel.work.hours.lifecycle import TO_WORK
from handsel.work.hours.models import Shot
from handsel.work.hours.shots.image import check_image
from handsel.work.hours.shots.lifecycle import GONE, HAS_BYTES, ShotState
from handsel.work.hours.shots.refusals import ShotDeleted, ShotDigestWrong, ShotLate, ShotUnknown
from handsel.work.hours.shots.storage import path_of, remove, thumbnail_of, write

THUMBNAIL = "shot.thumbnail"
SALT_BYTES = 32
MEMORY_BYTES_MAX = 1024**3
CPU_SECONDS_MAX = 10


def receive_shot(device: Device, commitment: str, content: bytes, at: datetime) -> Shot:
    """Take the bytes of a screenshot: a salt of 32 bytes, then the picture; the same again changes nothing.

    `commitment` is SHA-256 over both, as a segment of the device announced it. Raises `ShotUnknown`,
    `ShotDigestWrong`, `ShotTooLarge`, `ShotUnfit`, `ShotDeleted`, and `ShotLate` after submission.
    """
    shot = _announced(device, commitment)
    if shot.state in HAS_BYTES:
        return shot
    if sha256(content).hexdigest() != commitment:
        raise ShotDigestWrong
    salt, picture = content[:SALT_BYTES], content[SALT_BYTES:]
    check_image(picture)
    write(path_of(commitment), picture)
    try:
        return _keep(device, commitment, salt, len(picture), at)
    except (ShotDeleted, ShotLate, ShotUnknown):
        remove(commitment)
        raise


@transaction.atomic
def _keep(device: Device, commitment: str, salt: bytes, size: int, at: datetime) -> Shot:
    """Note that the bytes of a screenshot are there, if it may still arrive."""
    shot = _announced(device, commitment, lock=True)
    if shot.state not in HAS_BYTES:
        shot.state, shot.salt, shot.size, shot.arrived_at = ShotState.ARRIVED, salt.hex(), size, at
        shot.save(update_fields=["state", "salt", "size", "arrived_at"])
        schedule(THUMBNAIL, shot.pk, at=at)
        transaction.on_commit(change_signal.notify_change)
    return shot


class NotReadYet(Exception):
    """A screenshot was not read to its end within the limits of memory and time: it is tried again."""


def make_thumbnail(subject: str, at: datetime) -> None:
    """Read a screenshot that arrived, and make its thumbnail; one that cannot be read counts as none.

    Raises `NotReadYet` where a limit or a fault of the site broke it off, which says nothing of the picture.
    """
    shot = Shot.objects.filter(pk=int(subject), state=ShotState.ARRIVED).first()
    if shot is None:
        return
    small = read_shot(shot)
    if small is None:
        raise NotReadYet(f"shot {shot.pk} was not read within the limits of memory and time")
    with transaction.atomic():
        rows = Shot.objects.filter(pk=shot.pk, state=ShotState.ARRIVED, commitment=shot.commitment)
        if rows.select_for_update().exists():
            if small:
                write(thumbnail_of(shot.commitment), small)
            rows.update(state=ShotState.KEPT if small else ShotState.UNREADABLE)
    change_signal.notify_change()


def read_shot(shot: Shot) -> bytes | None:
    """The thumbnail of a screenshot: empty if it is no picture, None where a limit ended the reading."""
    limits = {"memory_bytes": MEMORY_BYTES_MAX, "cpu_seconds": CPU_SECONDS_MAX}
    module, content = "handsel.work.hours.shots.thumbnail_worker", path_of(shot.commitment).read_bytes()
    return run_limited(module, who=f"shot {shot.pk}", content=content, **limits)


def _announced(device: Device, commitment: str, *, lock: bool = False) -> Shot:
    """The screenshot that a segment of a device announced, if it may still arrive."""
    rows = Shot.objects.filter(segment__device=device, commitment=commitment).select_related("week")
    shot: Shot | None = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if shot is None:
        raise ShotUnknown
    if shot.state in GONE:
        raise ShotDeleted
    if shot.state not in HAS_BYTES and shot.week.stage not in TO_WORK:
        raise ShotLate
    return shot
