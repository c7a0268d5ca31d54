"""The form of time by hand, where days have 23 or 25 hours and work goes through midnight."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.http import QueryDict
from django.utils import timezone

from handsel.web.hours.time_form import TimeForm
from handsel.work.hours.models import TimeSpan


def form_of(zone: str, day: str, start: str, end: str, changed: TimeSpan | None = None) -> TimeForm:
    data = QueryDict(mutable=True)
    data.update({"day": day, "start": start, "end": end, "memo": "Sketches."})
    with timezone.override(ZoneInfo(zone)):
        form = TimeForm(data, days=[date.fromisoformat(day)], changed=changed)
        form.is_valid()
    return form


def hours_of(form: TimeForm) -> timedelta:
    return form.cleaned_data["ended_at"] - form.cleaned_data["started_at"]


def test_the_first_of_two_times_is_meant_when_clocks_are_set_back(frozen_clock) -> None:
    form = form_of("Europe/Helsinki", "2022-10-30", "03:05", "06:00")
    assert hours_of(form) == timedelta(seconds=14_100)


def test_the_second_of_two_times_stays_when_the_end_is_edited(frozen_clock) -> None:
    second = datetime(2022, 10, 30, 1, 5, tzinfo=UTC)
    changed = TimeSpan(started_at=second, ended_at=second + timedelta(hours=1), memo="Sketches.")
    form = form_of("Europe/Helsinki", "2022-10-30", "03:05", "06:00", changed)
    assert hours_of(form) == timedelta(seconds=10_500)


def test_a_time_that_no_clock_showed_is_refused(frozen_clock) -> None:
    form = form_of("America/New_York", "2026-03-08", "02:30", "04:00")
    assert form.errors["start"] == ["The clocks did not show this time on that day."]


def test_work_through_midnight_ends_on_the_next_day(frozen_clock) -> None:
    assert hours_of(form_of("America/New_York", "2026-03-01", "22:30", "06:30")) == timedelta(hours=8)


@pytest.mark.parametrize("end", ["14:00", "13:59", "09:00"])
def test_an_end_that_would_be_half_a_day_away_is_a_slip(frozen_clock, end: str) -> None:
    form = form_of("America/New_York", "2026-03-02", "14:00", end)
    assert form.errors["end"] == ["The end is not after the start."]
