"""Instants, days and the time left, as the reader reads them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from handsel.kernel import clock
from handsel.ui import datetime_format

WEDNESDAY = datetime(2026, 11, 25, 9, 40, tzinfo=UTC)
LATER = datetime(2026, 11, 30, 16, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "form", "text"),
    [
        ("Europe/Oslo", "short", "Mon 30 Nov, 17:00"),
        ("Europe/Oslo", "long", "Monday 30 November, 17:00"),
        ("Europe/Oslo", "time", "17:00"),
        ("Europe/Oslo", "exact", "30 Nov 2026, 17:00:00 (UTC+01:00)"),
        ("America/New_York", "short", "Mon 30 Nov, 11:00"),
        ("Pacific/Auckland", "short", "Tue 1 Dec, 05:00"),
    ],
)
def test_an_instant_is_told_in_the_readers_zone(zone: str, form: str, text: str) -> None:
    with clock.frozen_at(WEDNESDAY), timezone.override(ZoneInfo(zone)):
        assert datetime_format.when_text(LATER, form) == text


def test_an_instant_of_another_year_names_it() -> None:
    with clock.frozen_at(WEDNESDAY), timezone.override(UTC):
        assert datetime_format.when_text(LATER + timedelta(days=60)) == "Fri 29 Jan 2027, 16:00"


def test_the_machine_value_carries_the_readers_offset() -> None:
    with clock.frozen_at(WEDNESDAY), timezone.override(ZoneInfo("Europe/Oslo")):
        html = datetime_format.when_time(LATER)
    assert html == '<time datetime="2026-11-30T17:00+01:00">Mon 30 Nov, 17:00</time>'


def test_a_day_has_a_machine_value_without_a_time() -> None:
    with clock.frozen_at(WEDNESDAY):
        assert datetime_format.day_time(date(2026, 12, 4)) == '<time datetime="2026-12-04">Fri 4 Dec</time>'
        assert ">Friday 4 December<" in datetime_format.day_time(date(2026, 12, 4), "long")


def test_the_day_of_an_instant_is_the_readers() -> None:
    with clock.frozen_at(WEDNESDAY), timezone.override(ZoneInfo("Pacific/Auckland")):
        assert datetime_format.day_time(LATER) == '<time datetime="2026-12-01">Tue 1 Dec</time>'


def test_a_day_is_never_told_as_a_time() -> None:
    with pytest.raises(ValueError, match="short or long"):
        datetime_format.day_text(date(2026, 12, 4), "time")


@pytest.mark.parametrize(
    ("left", "text"),
    [
        ({"days": 5, "hours": 6, "minutes": 20}, "5 d 6 h left"),
        ({"days": 9, "hours": 6}, "9 d left"),
        ({"days": 7}, "7 d left"),
        ({"days": 6, "hours": 23, "minutes": 59}, "6 d 23 h left"),
        ({"days": 2, "minutes": 5}, "2 d left"),
        ({"hours": 4, "minutes": 20}, "4 h 20 min left"),
        ({"minutes": 12}, "12 min left"),
        ({"seconds": 20}, "1 min left"),
        ({"seconds": 0}, "due now"),
        ({"days": -3}, "due now"),
    ],
)
def test_the_time_left_is_rounded_down(left: dict[str, float], text: str) -> None:
    with clock.frozen_at(WEDNESDAY):
        assert datetime_format.left_text(WEDNESDAY + timedelta(**left)) == text


@pytest.mark.parametrize(("days", "percent"), [(-1, 0), (0, 0), (5, 50), (10, 100), (11, 100)])
def test_the_share_of_time_gone_stays_between_its_ends(days: int, percent: int) -> None:
    with clock.frozen_at(WEDNESDAY + timedelta(days=days)):
        gone = datetime_format.percent_gone(since=WEDNESDAY, until=WEDNESDAY + timedelta(days=10))
    assert gone == percent


@pytest.mark.parametrize(
    ("zone", "text"),
    [
        ("America/New_York", "New York (UTC−5)"),
        ("Europe/Oslo", "Oslo (UTC+1)"),
        ("Asia/Kolkata", "Kolkata (UTC+5:30)"),
        ("America/St_Johns", "St Johns (UTC−3:30)"),
        ("UTC", "UTC"),
    ],
)
def test_a_zone_is_named_by_its_place_and_offset(zone: str, text: str) -> None:
    with clock.frozen_at(WEDNESDAY):
        assert datetime_format.zone_text(ZoneInfo(zone)) == text


def test_a_deadline_in_a_mail_says_whose_time_it_is_in() -> None:
    with timezone.override(ZoneInfo("America/New_York")):
        assert datetime_format.with_zone("Tue 17 Mar, 05:00") == "Tue 17 Mar, 05:00 (New York time)"
    with timezone.override(ZoneInfo("UTC")):
        assert datetime_format.with_zone("Tue 17 Mar, 05:00") == "Tue 17 Mar, 05:00 (UTC)"
        assert datetime_format.with_zone("") == ""


def test_a_document_says_one_time_for_every_reader_with_its_zone() -> None:
    texts = set()
    for zone in ("Europe/Oslo", "Pacific/Auckland"):
        with clock.frozen_at(WEDNESDAY), timezone.override(ZoneInfo(zone)):
            texts.add(datetime_format.document_time(datetime(2026, 7, 1, 3, 30, tzinfo=UTC)))
    [only] = texts
    assert ">30 June 2026, 23:30, New York (UTC−4)<" in only
    assert 'datetime="2026-06-30T23:30-04:00"' in only


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2026-05-04", "Mon 4 May"),
        ("2025-05-04", "Sun 4 May 2025"),
        ("2026-11-30T16:00:00+00:00", "Mon 30 Nov, 17:00"),
        ("2026-11-30T16:00:00.123456Z", "Mon 30 Nov, 17:00"),
        ("2026-02-30", "2026-02-30"),
        ("Due 2026-05-04", "Due 2026-05-04"),
        ("Sketches", "Sketches"),
    ],
)
def test_a_text_that_is_a_day_or_an_instant_is_told_as_people_read_it(text: str, read: str) -> None:
    with clock.frozen_at(WEDNESDAY), timezone.override(ZoneInfo("Europe/Oslo")):
        assert datetime_format.readable_time(text) == read
