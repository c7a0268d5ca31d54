"""Run a transaction again after it lost a race in the database."""

import secrets
import time
from collections.abc import Callable
from typing import TypeVar

from django.db import DatabaseError, connection

TRIES_MAX = 5
DELAY_SECONDS = 0.01
_SERIALIZATION_FAILURE, _DEADLOCK, _UNIQUE_VIOLATION = "40001", "40P01", "23505"
_RACES = {_SERIALIZATION_FAILURE, _DEADLOCK, _UNIQUE_VIOLATION}

T = TypeVar("T")


def is_lost_race(error: DatabaseError) -> bool:
    """Whether the database rolled this transaction back for another one's sake.

    Of two that insert the same at once, the second is run again, and then finds what the first has written.
    """
    return getattr(error.__cause__, "sqlstate", None) in _RACES


def rerun_lost_races(run: Callable[[], T]) -> T:
    """Call `run`, a whole transaction, until it loses no race; in an outer transaction only once."""
    for attempt in range(TRIES_MAX - 1):
        try:
            return run()
        except DatabaseError as error:
            if not is_lost_race(error) or connection.in_atomic_block:
                raise
        time.sleep(DELAY_SECONDS * 2**attempt * (1 + secrets.randbelow(100) / 100))
    return run()
