"""Insert and update many rows at once: by COPY on PostgreSQL, in one statement's batch on SQLite."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC
from functools import lru_cache, partial
from operator import attrgetter
from typing import Any

from django.db import connection
from django.db.models import Field, Model
from psycopg.types.json import Jsonb


def insert_each(rows: Sequence[Model]) -> None:
    """Insert rows of one model; the database numbers those without a primary key, and nobody learns it."""
    if rows:
        fields = [field for field in rows[0]._meta.concrete_fields if rows[0].pk or not field.primary_key]
        _insert(rows[0], fields, _values(fields, rows))


def insert_values(model: type[Model], **columns: Sequence[Any]) -> None:
    """Insert rows of a model, given the values of each of its columns; without making objects of them."""
    fields = [model._meta.get_field(name) for name in columns]
    values = zip(*(map(_stored, fields, columns.values())), strict=True)
    _insert(model, fields, values)


def update_each(rows: Sequence[Model], *columns: str) -> None:
    """Write the named fields of rows of one model, or all of them."""
    if not rows:
        return
    meta: Any = rows[0]._meta
    fields = [meta.get_field(name) for name in columns] or list(meta.concrete_fields)
    fields = [*(field for field in fields if not field.primary_key), meta.pk]
    _update(meta.db_table, fields, [_column(field, rows) for field in fields])


def update_values(model: type[Model], pk: Sequence[Any], **columns: Sequence[Any]) -> None:
    """Write the given values of columns to the rows with these primary keys, without making objects."""
    meta: Any = model._meta
    fields = [*map(meta.get_field, columns), meta.pk]
    _update(meta.db_table, fields, list(map(_stored, fields, [*columns.values(), pk])))


def delete_values(model: type[Model], **columns: Sequence[Any]) -> None:
    """Delete the rows that have these values together; nothing else may refer to them."""
    meta: Any = model._meta
    fields = list(map(meta.get_field, columns))
    values = list(map(_stored, fields, columns.values()))
    table, names = _quoted(meta.db_table), [_quoted(field.column) for field in fields]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            places = _array_places(fields)
            statement = f"DELETE FROM {table} WHERE ({', '.join(names)}) IN (SELECT * FROM unnest({places}))"  # noqa: S608
            cursor.execute(statement, list(map(array_literal, values)))
        else:
            same = " AND ".join(f"{name} = %s" for name in names)
            cursor.executemany(f"DELETE FROM {table} WHERE {same}", list(zip(*values, strict=True)))  # noqa: S608


def _update(table: str, fields: Sequence[Any], columns: Sequence[Sequence[Any]]) -> None:
    """Write the values of fields, of which the last is the primary key."""
    update = _update_at_once if connection.vendor == "postgresql" else _update_one_by_one
    update(table, fields, columns)


def _update_one_by_one(table: str, fields: Sequence[Any], columns: Sequence[Sequence[Any]]) -> None:
    *changed, key = fields
    sets = ", ".join(f"{_quoted(field.column)} = %s" for field in changed)
    statement = f"UPDATE {_quoted(table)} SET {sets} WHERE {_quoted(key.column)} = %s"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(statement, list(zip(*columns, strict=True)))


def _update_at_once(table: str, fields: Sequence[Any], columns: Sequence[Sequence[Any]]) -> None:
    """Update in one statement of PostgreSQL, given an array of each column."""
    *changed, key = fields
    sets = ", ".join(f"{_quoted(field.column)} = new.{_quoted(field.column)}" for field in changed)
    names = ", ".join(_quoted(field.column) for field in fields)
    of_row = f"{_quoted(table)}.{_quoted(key.column)} = new.{_quoted(key.column)}"
    source = f"unnest({_array_places(fields)}) AS new ({names})"
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {_quoted(table)} SET {sets} FROM {source} WHERE {of_row}",  # noqa: S608
            list(map(array_literal, columns)),
        )


def array_literal(values: Iterable[object]) -> str:
    """A PostgreSQL array as text; ten times faster than the driver, which looks up each value's type."""
    return "{" + ",".join(map(_element, values)) + "}"


def _element(value: object) -> str:
    match value:
        case None:
            return "NULL"
        case bytes() | memoryview():
            return rf'"\\x{value.hex()}"'
        case Jsonb():
            text = str(value.dumps(value.obj)) if value.dumps else json.dumps(value.obj)
        case _:
            text = str(value)
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _array_places(fields: Sequence[Any]) -> str:
    """The places of arrays of columns in a statement."""
    return ", ".join(f"%s::{_array_type(field)}[]" for field in fields)


def _array_type(field: Any) -> str:
    """The type of an array of a column's values; a cast would cut texts to a length."""
    kind: str = field.db_type(connection)
    return "text" if kind.startswith("varchar") else kind


def _insert(row: Model | type[Model], fields: Sequence[Any], values: Iterable[tuple[Any, ...]]) -> None:
    table, columns = _quoted(row._meta.db_table), ", ".join(_quoted(field.column) for field in fields)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            into = f"COPY {table} ({columns}) FROM STDIN"
            with connection.wrap_database_errors, cursor.copy(into) as copy:
                for line in values:
                    copy.write_row(line)
        else:
            places = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", list(values))  # noqa: S608


def _values(fields: Sequence[Any], rows: Sequence[Model]) -> Iterator[tuple[Any, ...]]:
    """The values of each row, as this database stores them; taken field by field, which is faster."""
    return zip(*(_column(field, rows) for field in fields), strict=True)


def _column(field: Any, rows: Sequence[Model]) -> list[Any]:
    return _stored(field, map(attrgetter(field.attname), rows))


def _stored(field: Any, values: Iterable[Any]) -> list[Any]:
    convert = _converter(field)
    return list(values) if convert is None else [None if v is None else convert(v) for v in values]


def _converter(field: "Field[Any, Any]") -> Callable[[Any], Any] | None:
    """What turns a value of a field into what the driver takes; None where it takes the value itself."""
    kind = field.get_internal_type()
    if kind in {"ForeignKey", "OneToOneField"}:
        return _converter(field.target_field)  # type: ignore[attr-defined]
    if kind in _TAKEN or (kind in _AS_TEXT and connection.vendor == "postgresql"):
        return None
    return _AS_TEXT.get(kind) or partial(field.get_db_prep_save, connection=connection)


_AS_TEXT: dict[str, Callable[[Any], str]] = {
    "DateField": str,
    "DateTimeField": lru_cache(lambda value: str(value.astimezone(UTC).replace(tzinfo=None))),
    "UUIDField": attrgetter("hex"),
}
"""How SQLite stores what PostgreSQL has a type for."""
_TAKEN = frozenset({"BigAutoField", "BigIntegerField", "BinaryField", "CharField", "TextField"})
_TAKEN |= {"PositiveBigIntegerField", "PositiveIntegerField", "PositiveSmallIntegerField"}


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
