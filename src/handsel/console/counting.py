"""Counting rows up to a limit, so that a page costs the same however many there are."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

COUNTED_MAX = 1_000


@dataclass(frozen=True)
class Count:
    """How many there are, counted up to `COUNTED_MAX` and no further."""

    counted: int

    def __bool__(self) -> bool:
        return self.counted > 0

    def __str__(self) -> str:
        return f"{COUNTED_MAX:,}+" if self.counted > COUNTED_MAX else f"{self.counted:,}"


def count_up(rows: "QuerySet[Any]") -> Count:
    """Count rows, one more than the limit at most."""
    return Count(rows.order_by()[: COUNTED_MAX + 1].count())
