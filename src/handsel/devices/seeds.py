"""Seeds for the days of a device: given once, and never before the device has committed itself.

Rules: hourly time 3.
"""

import secrets
from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction

from handsel.devices.models import DaySeed, Device
from handsel.devices.refusals import CommitmentChanged, DayNotOpen
from handsel.devices.signatures import check_signed
from handsel.record.log.receipts import signed_seed
from handsel_verify.device_statements import commitment_text
from handsel_verify.moments import SEED_BYTES, SeededDay

AHEAD = timedelta(days=7)
"""How far ahead a device may commit itself: so long it may be without a network."""
EARLY = timedelta(hours=1)
"""How long before its day a seed is given."""


def commit_day(device: Device, day: date, commitment: str, *, signature: str, at: datetime) -> DaySeed:
    """Keep what a device commits to for a day in UTC, and give the seed once the day is near.

    The same again has the same answer. Raises `SignatureWrong` for what the key of the device did not sign,
    `CommitmentChanged` for another commitment, and `DayNotOpen` for a day that is over without one, or too
    far ahead.
    """
    check_signed(device, commitment_text(device.pk, day, commitment), signature)
    today = at.astimezone(UTC).date()
    with transaction.atomic():
        Device.objects.select_for_update(no_key=True).get(pk=device.pk)
        row = DaySeed.objects.filter(device=device, day=day).first()
        first = today if row is None else today - timedelta(days=1)
        if not first <= day <= today + AHEAD:
            raise DayNotOpen(first=today.isoformat(), last=(today + AHEAD).isoformat())
        if row is None:
            row = DaySeed(device=device, day=day, commitment=commitment, received_at=at)
            _save_signed(row)
        if row.commitment != commitment:
            raise CommitmentChanged(day=day.isoformat())
        if not row.seed and at >= datetime.combine(day, time(), UTC) - EARLY:
            row.seed, row.given_at = secrets.token_hex(SEED_BYTES), at
            _save_signed(row)
    return row


def seeded_day(device: Device, day: date) -> SeededDay | None:
    """What is known of a device's day, if it committed itself."""
    row = DaySeed.objects.filter(device=device, day=day).first()
    return row.seeded if row else None


def _save_signed(row: DaySeed) -> None:
    """Keep a day with what the house signs of it: the commitment, and the seed once it is given."""
    row.note = signed_seed(row.device_id, row.day, row.seeded)
    row.save()
