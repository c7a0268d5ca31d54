"""What counts as holding: most tries, and not a lucky one."""

import pytest

from tests.soak.measuring import TRIES, hold_mostly


@pytest.mark.parametrize(
    ("tries", "holds"),
    [
        ([True] * 5, True),
        ([True, False, True, False, True], True),
        ([False, False, True, True, True], True),
        ([True, False, False, False, False], False),
        ([False, False, True, True, False], False),
        ([True, True], False),
    ],
)
def test_most_tries_must_hold(tries: list[bool], holds: bool) -> None:
    assert hold_mostly(tries, of=5) is holds


def test_the_tries_are_odd_and_end_once_most_held() -> None:
    left = iter([True, True, True, False, False])
    assert TRIES % 2 == 1
    assert hold_mostly(left, of=5)
    assert list(left) == [False, False]
