"""A test has a database by its mark or a fixture, and only then; PostgreSQL runs those that depend on it."""

from pathlib import Path
from types import FunctionType, SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, connection

from handsel.people.models import Person
from tests import processes
from tests.databases import depends_on_database, has_database


def test_a_test_that_asks_for_no_database_is_refused_one(request: pytest.FixtureRequest) -> None:
    assert not has_database(request.node)
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        connection.ensure_connection()


def test_nor_may_it_start_a_process_on_one() -> None:
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        processes.environment()


@pytest.mark.django_db
def test_a_mark_gives_a_test_the_database(request: pytest.FixtureRequest) -> None:
    assert depends_on_database(request.node)
    connection.ensure_connection()


def test_so_does_a_fixture_that_needs_it(ada: Person, request: pytest.FixtureRequest) -> None:
    assert has_database(request.node)
    assert Person.objects.get() == ada


@pytest.mark.one_database
def test_a_mark_says_that_one_database_is_enough(ada: Person, request: pytest.FixtureRequest) -> None:
    assert has_database(request.node)
    assert not depends_on_database(request.node)


def _item(path: str, test: FunctionType, **mark: bool) -> Any:
    """A test with a database, in a file, as pytest would find it."""
    marks = {"django_db": SimpleNamespace(kwargs=mark)}
    return SimpleNamespace(
        path=Path(path).absolute(), obj=test, fixturenames=(), get_closest_marker=marks.get
    )


def _plain() -> None:
    """Assert nothing of databases."""


def _refused() -> None:
    with pytest.raises(IntegrityError):
        raise IntegrityError


@pytest.mark.parametrize(
    ("path", "runs"),
    [
        ("tests/web/hours/test_sheets.py", False),
        ("tests/work/hours/shots/test_image.py", False),
        ("tests/handsel_verify/test_bundles.py", False),
        ("tests/trust/disputes/test_opening.py", False),
        ("tests/api/tracker/test_segments.py", False),
        ("tests/api/test_tokens.py", True),
        ("tests/work/terms/test_audit.py", True),
        ("tests/web/test_access.py", True),
        ("tests/web/search/test_views.py", True),
        ("tests/work/workroom/test_uploads.py", True),
        ("tests/record/test_chains.py", True),
    ],
)
def test_pages_and_rules_of_acts_run_on_sqlite_alone(path: str, runs: bool) -> None:
    assert depends_on_database(_item(path, _plain)) == runs


def test_but_not_what_commits_or_what_the_database_refuses() -> None:
    assert depends_on_database(_item("tests/work/hours/test_timer.py", _plain, transaction=True))
    assert depends_on_database(_item("tests/work/hours/test_timer.py", _refused))
