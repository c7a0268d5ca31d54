"""Counting rows up to a limit, so that a page costs the same however many there are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import CharField, QuerySet, Value

COUNTED_MAX = 1_000


@dataclass(frozen=True)
class Count:
    """How many there are, counted up to `COUNTED_MAX` and no further."""

    counted: int

    def __bool__(self) -> bool:
        return self.counted > 0

    def __str__(self) -> str:
        return f"{COUNTED_MAX:,}+" if self.counted > COUNTED_MAX else f"{self.counted:,}"


def count_each(rows: "Mapping[str, QuerySet[Any]]") -> dict[str, Count]:
    """Count rows under several names, each up to the limit, in one query."""
    first, *others = (_named_count(name, some) for name, some in rows.items())
    counts = dict(first.union(*others, all=True))
    return {name: Count(counts.get(name, 0)) for name in rows}


def _named_count(name: str, rows: "QuerySet[Any]") -> "QuerySet[Any]":
    """The name of a count, and the count; SQLite has no limit in a part of a union, but in a subquery."""
    some = rows.model._default_manager.filter(pk__in=rows.order_by().values("pk")[: COUNTED_MAX + 1])
    named = some.annotate(counted_as=Value(name, output_field=CharField())).values("counted_as")
    counts: QuerySet[Any] = named.annotate(counted=models.Count("pk")).values_list("counted_as", "counted")
    return counts


def count_up(rows: "QuerySet[Any]") -> Count:
    """Count rows, one more than the limit at most."""
    return Count(rows.order_by()[: COUNTED_MAX + 1].count())


def count_with_first(rows: "QuerySet[Any]", field: str) -> tuple[Count, datetime | None]:
    """Count rows up to one more than the limit, and the first instant in a field of theirs; one query."""
    some = rows.order_by(field).values("pk", field)[: COUNTED_MAX + 1]
    totals = some.aggregate(many=models.Count("pk"), first=models.Min(field))
    return Count(totals["many"]), totals["first"]
