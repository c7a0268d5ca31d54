"""What many tests start from: made once in each process, and put back row by row for the others."""

from collections.abc import Callable, Hashable
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model

from handsel.kernel import clock
from handsel.people.models import Person
from tests.conftest import FrozenClock
from tests.db_reset import KEPT, empty, filled
from tests.patching import changed_settings, is_patched

FOLDERS = ("FILES_DIR", "SHOTS_DIR", "EXPORTS_DIR", "LOG_DIR", "LOG_KEY_DIR")
OF_CAST = {"people_party", "people_person"}
"""The tables that have rows where nobody has done anything yet."""
OF_PEOPLE = [field.name for field in Person._meta.fields if field.name not in {"password", "joined_at"}]


@dataclass(frozen=True)
class _Made:
    """What a fixture left: rows, files by folder and name, its result, and the time it was then."""

    rows: dict[type[Model], list[Model]]
    files: dict[tuple[str, Path], bytes]
    result: Any
    at: datetime


_made: dict[Hashable, _Made] = {}


def made_once(make: Callable[..., Any]) -> Callable[..., Any]:
    """Decorate a fixture or a factory in which people act: `job(frozen_clock, ada, ben)`.

    It depends on nothing but its arguments, people, the clock and plain values, and on settings. It is made
    as it is written where the clock runs, a test patches the house, or there is anything else in it.
    """

    @wraps(make)
    def made(*args: Any, **named: Any) -> Any:
        arguments = [*args, *named.values()]
        plain = [value for value in arguments if not isinstance(value, Person | FrozenClock)]
        if not _is_hashable(plain) or not _is_untouched():
            return make(*args, **named)
        people = _people()
        if len(people) > sum(isinstance(value, Person) for value in arguments):
            return make(*args, **named)
        start = (make, clock.now(), changed_settings(settings, FOLDERS), *people, *named, *plain)
        if start not in _made:
            result = make(*args, **named)
            _made[start] = _Made(_rows(), _files(), deepcopy(result), clock.now())
            return result
        _put_back(_made[start], arguments)
        return deepcopy(_made[start].result)

    return made


def _is_untouched() -> bool:
    """Whether the clock stands still, the house is as it is written, and there is nothing but its people."""
    if clock._frozen.get() is None or is_patched():
        return False
    return OF_CAST.issuperset(filled(connection))


def _is_hashable(values: list[Any]) -> bool:
    try:
        hash(tuple(values))
    except TypeError:
        return False
    return True


def _people() -> list[tuple[str, ...]]:
    return [tuple(map(str, row)) for row in Person.objects.order_by("pk").values_list(*OF_PEOPLE)]


def _rows() -> dict[type[Model], list[Model]]:
    models = [model for model in apps.get_models(include_auto_created=True) if not model._meta.proxy]
    rows = {model: list(model._base_manager.all()) for model in models if model._meta.db_table not in KEPT}
    return {model: kept for model, kept in rows.items() if kept}


def _files() -> dict[tuple[str, Path], bytes]:
    folders = {name: Path(getattr(settings, name)) for name in FOLDERS}
    return {
        (name, path.relative_to(folder)): path.read_bytes()
        for name, folder in folders.items()
        for path in folder.rglob("*")
        if path.is_file()
    }


def _put_back(made: _Made, arguments: list[Any]) -> None:
    with transaction.atomic():
        empty(connection)
        for model, rows in made.rows.items():
            model._base_manager.bulk_create(rows)
    for (name, path), content in made.files.items():
        place = Path(getattr(settings, name)) / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    for value in arguments:
        if isinstance(value, Person):
            value.refresh_from_db()
        elif isinstance(value, FrozenClock):
            value(made.at)
