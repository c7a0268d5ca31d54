"""Audit: assignments and notes against the record of the house."""

from handsel.record.models import Chain
from handsel.record.rebuilt_tables import RebuiltTable, columns
from handsel.trust.casework.models import Assignment, OperatorNote

TABLES = (
    RebuiltTable(
        Assignment,
        Chain.Kind.HOUSE,
        subject="",
        key=("queue", "item"),
        columns=columns("queue", "item", "operator", "taken_at"),
        state="assignment",
    ),
    RebuiltTable(
        OperatorNote,
        Chain.Kind.HOUSE,
        subject="",
        key=("queue", "item", "number"),
        columns=columns("queue", "item", "number", "operator", "text", "written_at"),
        state="note",
    ),
)
