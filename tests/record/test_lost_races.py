"""A transaction that lost a race in the database is run again, a few times, and nothing else is."""

from collections.abc import Callable
from types import SimpleNamespace
from unittest.mock import patch

import pytest
from django.db import OperationalError

from handsel.record import lost_races
from handsel.record.lost_races import TRIES_MAX, rerun_lost_races


def losing(state: str, times: int) -> Callable[[], int]:
    """A transaction that fails so many times with this SQLSTATE before it counts its tries."""
    tries = 0

    def run() -> int:
        nonlocal tries
        tries += 1
        if tries <= times:
            error = OperationalError("lost")
            error.__cause__ = type("Lost", (Exception,), {"sqlstate": state})()
            raise error
        return tries

    return run


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("state", ["40001", "40P01", "23505"])
def test_a_lost_race_is_run_again(state: str) -> None:
    assert rerun_lost_races(losing(state, TRIES_MAX - 1)) == TRIES_MAX


@pytest.mark.django_db(transaction=True)
def test_a_race_that_is_lost_too_often_is_given_up() -> None:
    with pytest.raises(OperationalError):
        rerun_lost_races(losing("40P01", TRIES_MAX))


@pytest.mark.django_db(transaction=True)
def test_another_fault_of_the_database_is_not_tried_again() -> None:
    with pytest.raises(OperationalError):
        rerun_lost_races(losing("53100", 1))


@pytest.mark.django_db
def test_inside_another_transaction_a_lost_race_is_left_to_it() -> None:
    with patch.object(lost_races, "time", SimpleNamespace()), pytest.raises(OperationalError):
        rerun_lost_races(losing("40P01", 1))
