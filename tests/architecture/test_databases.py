"""A test has a database by its mark or a fixture, and only then; PostgreSQL runs those that depend on it."""

import pytest
from django.db import connection

from handsel.people.models import Person
from tests import processes
from tests.conftest import depends_on_database, has_database


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
