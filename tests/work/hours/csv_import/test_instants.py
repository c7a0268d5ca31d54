from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from handsel.work.hours.csv_import.instants import instants_of

HELSINKI = ZoneInfo("Europe/Helsinki")


def test_a_time_is_one_instant_or_two_where_the_clock_is_set_back_or_none_where_it_is_set_forward() -> None:
    assert list(instants_of(date(2022, 10, 28), time(3, 5), HELSINKI)) == [
        datetime(2022, 10, 28, 0, 5, tzinfo=UTC)
    ]
    assert list(instants_of(date(2022, 10, 30), time(3, 5), HELSINKI)) == [
        datetime(2022, 10, 30, 0, 5, tzinfo=UTC),
        datetime(2022, 10, 30, 1, 5, tzinfo=UTC),
    ]
    assert list(instants_of(date(2022, 3, 27), time(3, 5), HELSINKI)) == []
