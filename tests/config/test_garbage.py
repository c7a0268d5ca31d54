"""What requests leave behind goes before it piles up."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from handsel.config.garbage import BYTES_BETWEEN, Garbage, leave_modules_alone


class Request:
    """As Django's: it is known by what it knows."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def never() -> Iterator[None]:
    """Without the search that Python makes by itself."""
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("never")
def test_garbage_is_looked_for_each_time_that_many_bytes_were_read() -> None:
    garbage = Garbage()
    for _ in range(2):
        left = weakref.ref(Request())
        garbage.note(BYTES_BETWEEN - 1)
        assert left() is not None
        garbage.note(1)
        assert left() is None


def test_what_is_there_at_the_start_is_not_looked_at_again() -> None:
    leave_modules_alone()
    try:
        assert gc.get_freeze_count() > 10_000
    finally:
        gc.unfreeze()
