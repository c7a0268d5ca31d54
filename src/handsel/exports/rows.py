"""Database rows as JSON."""

from collections.abc import Iterator
from datetime import UTC, datetime, time
from typing import Any

from django.db.models import Model, QuerySet

from handsel.kernel.json import Facts, plain

CHUNK = 500


def rows(queryset: QuerySet[Any], *without: str) -> Iterator[Facts]:
    """Every row of a query as facts, fetched in chunks; in order of their keys where none is asked for."""
    ordered = queryset if queryset.ordered else queryset.order_by("pk")
    for row in ordered.iterator(chunk_size=CHUNK):
        yield facts_of(row, *without)


def facts_of(row: Model, *without: str) -> Facts:
    """The fields of a row except those named: times in UTC, bytes as hex, related rows by key."""
    fields = [field for field in row._meta.concrete_fields if field.name not in without]
    return {field.name: _plain(field.value_from_object(row)) for field in fields}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, time):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return plain(value)
