"""When the steps of a dispute end, as a table; the house is in New York."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from handsel.kernel.calendar import Calendar
from handsel.trust.disputes import schedule

HOUSE = Calendar(ZoneInfo("America/New_York"))
WITH_DAYS_OFF = Calendar(HOUSE.zone, frozenset({date(2026, 3, 5)}))
MONDAY, FRIDAY = datetime(2026, 3, 2, 17, tzinfo=UTC), datetime(2026, 3, 6, 17, tzinfo=UTC)


def midnight(day: int) -> datetime:
    """24:00 of a day of March; the clocks of New York go forward on the 8th."""
    return datetime(2026, 3, day + 1, 5 if day < 8 else 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("opened", "calendar", "day"),
    [(MONDAY, HOUSE, 5), (FRIDAY, HOUSE, 11), (MONDAY, WITH_DAYS_OFF, 6)],
)
def test_the_answer_is_due_after_three_business_days(opened, calendar, day):
    assert schedule.answer_by(opened, 3, calendar) == midnight(day)


@pytest.mark.parametrize(("answered", "calendar", "day"), [(MONDAY, HOUSE, 7), (MONDAY, WITH_DAYS_OFF, 9)])
def test_negotiation_takes_five_days_and_ends_on_no_day_off(answered, calendar, day):
    assert schedule.negotiation_ends(answered, 5, calendar) == midnight(day)


def test_an_operator_has_five_business_days_and_the_default_comes_ten_days_after_them():
    decided_by = schedule.decide_by(MONDAY, 5, HOUSE)
    assert decided_by == midnight(9)
    assert schedule.default_at(decided_by, 10, HOUSE) == midnight(19)


def test_an_appeal_is_open_for_five_business_days_and_decided_in_five():
    assert schedule.appeal_by(FRIDAY, HOUSE) == midnight(13)
    assert schedule.appeal_ends(MONDAY, HOUSE) == midnight(9)
