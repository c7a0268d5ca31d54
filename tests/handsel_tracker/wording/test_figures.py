"""Lengths of time and amounts read as people write them."""

import pytest

from handsel_tracker.wording.figures import clock_time, code_in_pairs, hours, money, time_of_day

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize(
    ("seconds", "running", "length"),
    [
        (0, "0:00:00", "0 s"),
        (59, "0:00:59", "59 s"),
        (60, "0:01:00", "1 min"),
        (3_599, "0:59:59", "59 min"),
        (3_600, "1:00:00", "1 h 00 min"),
        (6_470_100, "1797:15:00", "1797 h 15 min"),
        (-1, "0:00:00", "0 s"),
    ],
)
def test_a_length_of_time(seconds: int, running: str, length: str) -> None:
    assert (clock_time(seconds), hours(seconds)) == (running, length)


@pytest.mark.parametrize(
    ("amount", "currency", "words"),
    [
        (10_785_500, "USD", "107,855.00 USD"),
        (5, "EUR", "0.05 EUR"),
        (1_250, "JPY", "1,250 JPY"),
        (1_250, "KWD", "1.250 KWD"),
    ],
)
def test_an_amount_has_the_digits_of_its_currency(amount: int, currency: str, words: str) -> None:
    assert money(amount, currency) == words


def test_a_key_is_read_in_groups_and_an_instant_on_the_clock_of_the_wall() -> None:
    assert code_in_pairs("0123456789abcdef") == "0123 4567 89ab cdef"
    assert time_of_day(0)[2] == ":"
