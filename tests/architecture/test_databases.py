"""A test has a database by its mark or a fixture, and only then: PostgreSQL leaves out the others."""

import pytest
from django.db import connection

from handsel.people.models import Person
from tests import processes
from tests.conftest import has_database


def test_a_test_that_asks_for_no_database_is_refused_one(request: pytest.FixtureRequest) -> None:
    assert not has_database(request.node)
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        connection.ensure_connection()


def test_nor_may_it_start_a_process_on_one() -> None:
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        processes.environment()


@pytest.mark.django_db
def test_a_mark_gives_a_test_the_database(request: pytest.FixtureRequest) -> None:
    assert has_database(request.node)
    connection.ensure_connection()


def test_so_does_a_fixture_that_needs_it(ada: Person, request: pytest.FixtureRequest) -> None:
    assert has_database(request.node)
    assert Person.objects.get() == ada
