"""Run a transaction again after it lost a race in the database."""

import secrets
import time
from collections.abc import Callable
from typing import TypeVar

from django.db import DatabaseError, connection

TRIES_MAX = 5
DELAY_SECONDS = 0.01
_SERIALIZATION_FAILURE, _DEADLOCK = "40001", "40P01"

T = TypeVar("T")


def is_lost_race(error: DatabaseError) -> bool:
    """Whether the database rolled this transaction back for another one's sake."""
    return getattr(error.__cause__, "sqlstate", None) in {_SERIALIZATION_FAILURE, _DEADLOCK}


def rerun_lost_races(run: Callable[[], T], *, lost: Callable[[DatabaseError], bool] = is_lost_race) -> T:
    """Call `run`, a whole transaction, until no error of it is `lost`; in an outer transaction only once."""
    for attempt in range(TRIES_MAX - 1):
        try:
            return run()
        except DatabaseError as error:
            if not lost(error) or connection.in_atomic_block:
                raise
        time.sleep(DELAY_SECONDS * 2**attempt * (1 + secrets.randbelow(100) / 100))
    return run()
