"""Reading and writing one row by statements built once: building them costs an act more than running them."""

from functools import cache
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import RawSQL
from django.db.models.query import get_related_populators
from django.db.models.sql.subqueries import UpdateQuery

R = TypeVar("R", bound=models.Model)

_ASKED = object()
"""What stands in the parameters for the value that is asked for."""


class OneRow(Generic[R]):
    """Finds one row by the value of one field, with whatever the given rows select or annotate beside it.

    It is the statement that is kept, of the database at hand; each row is read when it is asked for.
    """

    def __init__(self, rows: models.QuerySet[R], field: str = "pk") -> None:
        found = rows.filter(**{field: RawSQL("%s", [_ASKED])}).order_by()
        compiler: Any = found.query.get_compiler(DEFAULT_DB_ALIAS)
        self._model: Any = rows.model
        self._field: Any = rows.model._meta.pk if field == "pk" else rows.model._meta.get_field(field)
        self._sql, self._params = compiler.as_sql()
        chosen = compiler.klass_info["select_fields"]
        self._own = slice(chosen[0], chosen[-1] + 1)
        self._names = [column.target.attname for column, *_ in compiler.select[self._own]]
        self._converters = compiler.get_converters([column for column, *_ in compiler.select])
        populators: Any = get_related_populators
        self._related = populators(compiler.klass_info, compiler.select, DEFAULT_DB_ALIAS)
        self._annotations = compiler.annotation_col_map or {}

    def get(self, value: Any) -> R:
        """The row, or its model's `DoesNotExist`."""
        here = connections[DEFAULT_DB_ALIAS]
        asked = self._field.get_db_prep_value(value, here)
        with here.cursor() as cursor:
            cursor.execute(self._sql, [asked if one is _ASKED else one for one in self._params])
            row = cursor.fetchone()
        if row is None:
            raise self._model.DoesNotExist
        return self._made(self._converted(list(row), here))

    def _converted(self, row: list[Any], here: BaseDatabaseWrapper) -> list[Any]:
        for place, (converters, column) in self._converters.items():
            for convert in converters:
                row[place] = convert(row[place], column, here)
        return row

    def _made(self, row: list[Any]) -> R:
        made: R = self._model.from_db(DEFAULT_DB_ALIAS, self._names, row[self._own])
        for related in self._related:
            related.populate(row, made)
        for name, place in self._annotations.items():
            setattr(made, name, row[place])
        return made


def keep(row: models.Model, *names: str) -> None:
    """Write a row that is there already: the fields of these names, or else all of them."""
    here = connections[DEFAULT_DB_ALIAS]
    statement, fields = _update(type(row), names, here.vendor)
    values = [field.get_db_prep_save(getattr(row, field.attname), here) for field in fields]
    with here.cursor() as cursor:
        cursor.execute(statement, values)
        if cursor.rowcount != 1:
            raise LookupError(f"no such row: {row!r}")


@cache
def _update(model: type[models.Model], names: tuple[str, ...], vendor: str) -> tuple[str, list[Any]]:
    """The statement that writes these fields, as this kind of database takes it, and what it takes."""
    key: Any = model._meta.pk
    all_names = [field.name for field in model._meta.concrete_fields if field is not key]
    fields: list[Any] = [model._meta.get_field(name) for name in names or all_names]
    query = UpdateQuery(model)
    query.add_update_values({field.name: RawSQL("%s", [field]) for field in fields})
    query.add_q(models.Q(pk=RawSQL("%s", [key])))
    statement, asked = query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
    return statement, list(asked)
