from datetime import date, time
from decimal import Decimal

import pytest

from handsel.work.hours.csv_import.cells import DayOrder, day_in, hours_in, orders_of, seconds_in, time_in

YEAR, DAY, MONTH = DayOrder.YEAR_FIRST, DayOrder.DAY_FIRST, DayOrder.MONTH_FIRST


@pytest.mark.parametrize(
    ("texts", "orders"),
    [
        (["2026-03-02", "2026-03-13"], [YEAR]),
        (["02/03/2026", "13/03/2026"], [DAY]),
        (["03/02/2026", "03/13/2026"], [MONTH]),
        (["02/03/2026", "03/03/2026"], [DAY, MONTH]),
        (["13/03/2026", "03/13/2026"], []),
        (["2. 3. 2026", "02.03.26"], [DAY, MONTH]),
        (["2026/03/02 09:00:00", "2026-03-02T09:00"], [YEAR]),
        (["yesterday"], []),
        (["31/02/2026"], []),
        (["01/01/1926", "9999-12-31"], []),
    ],
)
def test_the_order_of_day_and_month_is_what_every_day_of_a_file_allows(
    texts: list[str], orders: list[DayOrder]
) -> None:
    assert orders_of(texts) == orders


def test_a_day_is_read_in_the_order_that_was_chosen() -> None:
    assert day_in("03/04/2026", DAY) == date(2026, 4, 3)
    assert day_in("03/04/2026", MONTH) == date(2026, 3, 4)


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("09:05", (time(9, 5), False)),
        ("9:05:30", (time(9, 5, 30), True)),
        ("01:26:00 PM", (time(13, 26), True)),
        ("12:00am", (time(0), False)),
        ("12:30 p.m.", (time(12, 30), False)),
        ("2026-03-02 09:05:30", (time(9, 5, 30), True)),
        ("2026-03-02T09:05:30.000", (time(9, 5, 30), True)),
        ("13:00 PM", None),
        ("24:00", None),
        ("9", None),
        ("", None),
    ],
)
def test_times_of_day_are_read(text: str, clock: tuple[time, bool] | None) -> None:
    assert time_in(text) == clock


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1:41:00", 6_060),
        ("01:41", 6_060),
        ("1h 41m", 6_060),
        ("1 h 41 min", 6_060),
        ("90m", 5_400),
        ("1.6833", 6_060),
        ("1,5", 5_400),
        ("8", 28_800),
        ("24", 86_400),
        ("6060", 6_060),
        ("0:00:00", 0),
        ("1:75", None),
        ("-1:00", None),
        ("", None),
        ("١:٤١", None),
        ("9" * 5_000, None),
    ],
)
def test_durations_are_read(text: str, seconds: int | None) -> None:
    assert seconds_in(text) == seconds


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("1.6833", (6_060, Decimal("0.18"))),
        ("1,68", (6_048, Decimal(18))),
        ("2", (7_200, Decimal(1_800))),
        ("1:41", None),
    ],
)
def test_hours_with_decimals_say_how_far_they_are_rounded(
    text: str, hours: tuple[int, Decimal] | None
) -> None:
    assert hours_in(text) == hours
