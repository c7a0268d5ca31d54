"""Audit: devices against the record of their people, and the seeds of their days against what was signed."""

from collections.abc import Iterable

from handsel.devices.models import DaySeed, Device
from handsel.kernel.audit import Check
from handsel.record.log.receipts import is_signed_seed
from handsel.record.models import Chain
from handsel.record.rebuilt_tables import RebuiltTable, columns

TABLES = (
    RebuiltTable(
        Device,
        Chain.Kind.PERSON,
        subject="person",
        key=("id",),
        columns=columns("name", "public_key", "enrolled_at", "revoked_at"),
        state="device",
    ),
)


def checks() -> Iterable[Check]:
    """Each commitment, and the seed that was given for it, against the note that the house signed."""
    faults, counted = [], 0
    for row in DaySeed.objects.order_by("pk").iterator():
        counted += 1
        if not is_signed_seed(row.note, row.device_id, row.day, row.seeded):
            faults.append(f"{row} is not what the site signed")
    yield Check("every seed of a day is as the site signed it", counted, faults)
