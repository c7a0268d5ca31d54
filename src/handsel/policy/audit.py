"""Audit: the versions of policies against the record of the house."""

from handsel.policy.models import Policy
from handsel.record.models import Chain
from handsel.record.rebuilt_tables import RebuiltTable, columns

TABLES = (
    RebuiltTable(
        Policy,
        Chain.Kind.HOUSE,
        subject="",
        key=("name", "version"),
        columns=columns("name", "version", "published_at", rules="rules_json"),
        state="policy",
    ),
)
