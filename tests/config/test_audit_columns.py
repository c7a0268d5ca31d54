"""Every column of the database is derived from the record, covered by its hashes, or free to change."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.conf import settings as django_settings
from django.db import transaction
from django.db.models import Model, QuerySet
from pytest_django.plugin import DjangoDbBlocker

from handsel.config import audit, rebuild
from handsel.config.task_handlers import TASK_HANDLERS
from handsel.record.models import SignedCheckpoint, StoredFile
from handsel.tasks.models import Task
from handsel.work.hours.models import ReceivedSegment
from tests.config import audited_tasks, rich_house
from tests.config.altering import altered, names_of
from tests.config.audited_columns import (
    CHECKED,
    FREE,
    HASHED,
    UNSEEN,
    derived,
    every,
    listed,
    models,
)
from tests.conftest import FrozenClock
from tests.db_tamper import behind_its_back

COVERS = (
    "handsel.config.references",
    "handsel.money.rails.sandbox.audit",
    "handsel.work.milestones.tables",
)
Column = tuple[str, str]
FOLDERS = ("FILES_DIR", "SHOTS_DIR", "EXPORTS_DIR", "LOG_DIR", "LOG_KEY_DIR")
ROWS_MAX = 3
"""How many rows of a table are tampered with: each column in one of them, in `make soak` in each."""


def test_every_column_is_in_one_of_the_groups(capsys: pytest.CaptureFixture[str]) -> None:
    seen = derived() | listed(CHECKED) | listed(HASHED)
    free, unseen = listed(FREE), listed(UNSEEN)
    with capsys.disabled():
        sys.stdout.write(table(seen, free, unseen))
    assert sorted(set(every()) - seen - free - unseen) == []
    assert sorted(seen & free) == []
    assert sorted(unseen & (seen | free)) == []


def table(seen: set[Column], free: set[Column], unseen: set[Column]) -> str:
    """How many columns are in each group, and each that is not seen yet."""
    hashed = listed(HASHED)
    sizes = f"{len(seen - hashed)} derived or checked, {len(hashed)} hashed, {len(free)} free"
    return f"\n{len(every())} columns: {sizes}, {len(unseen)} not seen {sorted(unseen)}\n"


def test_the_lists_name_columns_that_there_are() -> None:
    for group in (CHECKED, HASHED, FREE, UNSEEN):
        named = {(model, name) for model, names in group.items() for name in names if name != "*"}
        assert named - set(every()) == set()


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    place = tmp_path_factory.mktemp("house")
    return {name: place / name for name in FOLDERS}


@pytest.fixture(scope="module")
def house(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, folders: dict[str, Path]
) -> Iterator[list[str]]:
    """The rich house; what the audit says of it before anything was done to it."""
    with django_db_blocker.unblock(), ExitStack() as stack:
        stack.enter_context(transaction.atomic())
        for name, place in folders.items():
            stack.enter_context(patch.object(django_settings, name, place))
        rich_house.build(FrozenClock(stack))
        yield faults()
        transaction.set_rollback(True)


@pytest.fixture
def sound(house: list[str], settings: Any, folders: dict[str, Path]) -> list[str]:
    """The same for one test, with the folders of the house."""
    for name, place in folders.items():
        setattr(settings, name, place)
    _auditors[:] = AUDITORS
    return house


AUDITORS = sorted(audit.AUDITORS, key=lambda checks: checks is not rebuild.checks)
_auditors = list(AUDITORS)
"""In a test, the one that found the last fault comes first: it mostly finds the next as well."""


def faults(*names: str) -> list[str]:
    """What the audit says; given names, only up to the check that finds a fault with one of them."""
    seen: list[str] = []
    for auditor in list(_auditors):
        for check in auditor():
            seen += check.faults
            if any(name in fault for fault in check.faults for name in names):
                _auditors.remove(auditor)
                _auditors.insert(0, auditor)
                return seen
    return seen


@pytest.mark.django_db
def test_the_rich_house_is_in_order(sound: list[str]) -> None:
    assert sound == []


def rows_of(model: type[Model]) -> "QuerySet[Model]":
    """The rows that are tampered with: of tasks, those of which the audit misses one that is gone."""
    rows = model._base_manager.order_by("pk")
    return rows.filter(kind__in=audited_tasks.NAMED) if model is Task else rows


PROMISED = {label for label, _ in set(every()) - listed(FREE) - listed(UNSEEN)}
TAMPERED = [model for model in models() if model._meta.label in PROMISED]


@pytest.mark.one_database
@pytest.mark.django_db
@pytest.mark.parametrize("model", TAMPERED, ids=lambda model: model._meta.label)
def test_what_is_altered_is_named(sound: list[str], model: type[Model]) -> None:
    rows = _first_rows(model)
    columns = _columns(model)
    turns = [rows[i % len(rows)] for i, _ in enumerate(columns)]
    assert [_unnamed(row, name) for row, name in zip(turns, columns, strict=True)] == [[]] * len(columns)


EDITS: list[tuple[type[Model], dict[str, Any], dict[str, Any]]] = [
    (StoredFile, {"verdict": "infected"}, {"verdict": "clean"}),
    (StoredFile, {"verdict": ""}, {"verdict": "infected"}),
    (ReceivedSegment, {"refusal": ""}, {"refusal": "overlap"}),
    (SignedCheckpoint, {}, {"signed_at": datetime(2020, 1, 1, tzinfo=UTC)}),
    (SignedCheckpoint, {}, {"signed_at": datetime(2100, 1, 1, tzinfo=UTC)}),
]
"""Edits of columns on the free list that do harm: which rows, and what they are altered to."""


@pytest.mark.one_database
@pytest.mark.django_db
@pytest.mark.parametrize(("model", "row", "edit"), EDITS, ids=lambda value: str(value))
def test_what_would_do_harm_in_a_free_column_is_named(
    sound: list[str], model: type[Model], row: dict[str, Any], edit: dict[str, Any]
) -> None:
    first = model._base_manager.filter(**row)[0]
    names = names_of(first)
    with behind_its_back():
        model._base_manager.filter(pk=first.pk).update(**edit)
        seen = faults(*names)
    assert any(name in fault for fault in seen for name in names)


def test_every_kind_of_task_is_named_or_free() -> None:
    assert sorted([*audited_tasks.NAMED, *audited_tasks.FREE]) == sorted(TASK_HANDLERS)


@pytest.mark.one_database
@pytest.mark.django_db
def test_a_task_that_is_gone_is_named(sound: list[str]) -> None:
    unnamed = []
    for kind in NAMED_HERE:
        task = Task.objects.filter(kind=kind).order_by("pk")[0]
        Task.objects.filter(pk=task.pk).delete()
        if not faults("nothing is scheduled"):
            unnamed.append(kind)
        task.save(force_insert=True)
    assert unnamed == []


ELSEWHERE = {
    "week.remind",
    "claim.repay",
    "approval.do",
    "deposit.step",
    "payout.step",
    "shot.removal",
    "shot.thumbnail",
    "files.drop",
}
"""Kinds of which the rich house has no task: the tests of their own audits take one away."""
NAMED_HERE = [kind for kind in audited_tasks.NAMED if kind not in ELSEWHERE]


@pytest.mark.soak
@pytest.mark.django_db
@pytest.mark.parametrize("model", TAMPERED, ids=lambda model: model._meta.label)
def test_what_is_altered_in_any_row_is_named(sound: list[str], model: type[Model]) -> None:
    first, *others = _first_rows(model)
    columns = _columns(model)
    assert [text for name in columns for text in _unnamed(first, name, runs_all=True)] == []
    turns = [(row, name) for row in others for name in columns]
    assert [text for row, name in turns for text in _unnamed(row, name, runs_all=True)] == []


def _first_rows(model: type[Model]) -> list[Model]:
    rows = list(rows_of(model)[:ROWS_MAX])
    assert rows, f"the rich house has no {model._meta.verbose_name}"
    return rows


def _columns(model: type[Model]) -> list[str]:
    promised = set(every()) - listed(FREE) - listed(UNSEEN)
    return sorted(name for label, name in promised if label == model._meta.label)


def _unnamed(row: Model, name: str, *, runs_all: bool = False) -> list[str]:
    """What is altered in a column of a row and not named by the audit, whose other checks may be run too."""
    words = names_of(row)
    stops_at = set() if runs_all else words
    return [
        f"{row._meta.label} {row.pk} {name} = {value!r}: {seen[:2]}"
        for value, seen in altered(row, name, lambda: faults(*stops_at))
        if not any(word in fault for fault in seen for word in words | {str(value)})
    ]
