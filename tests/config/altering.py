"""Altering one column of one row, whatever the database thinks of it, and putting it back."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import DatabaseError, models, transaction
from django.db.models import Model
from django.utils import timezone

from tests.db_tamper import behind_its_back

AN_INSTANT = datetime(2026, 3, 3, 17, tzinfo=timezone.get_default_timezone())


class _PutBack(Exception):
    """Ends an alteration without a trace."""


def altered(row: Model, name: str, look: Callable[[], list[str]]) -> Iterator[tuple[Any, list[str]]]:
    """The first other value that the database takes for a column, and what is seen meanwhile."""
    field: Any = row._meta.get_field(name)
    before = getattr(row, field.attname)
    for value in (other for other in _others(field, before) if other != before):
        try:
            with transaction.atomic(), behind_its_back():
                type(row)._base_manager.filter(pk=row.pk).update(**{field.attname: value})
                seen = look()
                raise _PutBack
        except _PutBack:
            yield value, seen
            return
        except DatabaseError:
            continue


def names_of(row: Model, deep: int = 2) -> set[str]:
    """What names a row or its owner: its keys, those it refers to, and its chain."""
    fields: Any = row._meta.concrete_fields
    keys = [field for field in fields if field.primary_key or field.unique or field.is_relation]
    keys += [field for field in fields if isinstance(field, models.UUIDField)]
    keys += [field for field in fields if field.name in {"name", "code", "subject"}]
    values = [getattr(row, field.attname) for field in keys]
    owners = [getattr(row, field.name) for field in fields if field.is_relation]
    names = {str(value) for value in (*values, row) if value is not None}
    if None in owners:
        names.add("house")
    return names.union(*(names_of(owner, deep - 1) for owner in owners if owner is not None and deep), names)


def _others(field: Any, value: Any) -> Iterator[Any]:
    """Other values of a field, those that change least first."""
    if field.choices:
        yield from (choice for choice, _ in field.choices if choice != value)
    if field.is_relation:
        keys = field.remote_field.model._base_manager.values_list(field.target_field.attname, flat=True)
        yield from (key for key in keys if key != value)
        field = field.target_field
    if value is None:
        value = _any_of(field)
        yield value
    yield from _beside(value)


def _beside(value: Any) -> list[Any]:
    match value:
        case bool():
            return [not value]
        case int():
            return [value + 1, value - 1, value + 1000]
        case str():
            return [f"{value[:-1]}x", f"{value}x", f"{value[:-1]}0"]
        case datetime() | date():
            return [value + timedelta(days=1), value - timedelta(days=1)]
        case time():
            return [value.replace(hour=(value.hour + 1) % 24)]
        case UUID():
            return [uuid4()]
        case bytes() | memoryview():
            content = bytes(value)
            return [bytes([content[0] ^ 1]) + content[1:]]
        case _:
            return [[{"altered": 1}]]


def _any_of(field: Any) -> Any:
    kinds = {
        models.DateTimeField: AN_INSTANT,
        models.DateField: AN_INSTANT.date(),
        models.TimeField: time(3),
        models.UUIDField: uuid4(),
        models.BooleanField: True,
    }
    fitting = [value for kind, value in kinds.items() if isinstance(field, kind)]
    return fitting[0] if fitting else "x" if isinstance(field, models.CharField | models.TextField) else 7
