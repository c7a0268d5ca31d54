"""Audit: devices against the record of their people."""

from handsel.devices.models import Device
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
