"""When mail that can wait is sent: by the person's local time, also across a change to summer time."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from handsel.notices.mail_schedule import Frequency, MailSchedule, QuietHours

OSLO, KOLKATA = ZoneInfo("Europe/Oslo"), ZoneInfo("Asia/Kolkata")
NIGHT = QuietHours(time(22), time(7))
NOON = QuietHours(time(12), time(13, 30))
"""In Oslo clocks go forward on 29 March 2026 at 02:00, and back on 25 October at 03:00."""


def at(clock: str, zone: ZoneInfo, *, fold: int = 0) -> datetime:
    """`03-28 23:15` of 2026, as it is on the wall somewhere."""
    return datetime.fromisoformat(f"2026-{clock}").replace(tzinfo=zone, fold=fold).astimezone(UTC)


@pytest.mark.parametrize(
    ("frequency", "quiet", "zone", "noticed", "mailed"),
    [
        (Frequency.AT_ONCE, None, OSLO, "03-02 09:15", "03-02 09:15"),
        (Frequency.AT_ONCE, NIGHT, OSLO, "03-02 21:59", "03-02 21:59"),
        (Frequency.AT_ONCE, NIGHT, OSLO, "03-02 22:00", "03-03 07:00"),
        (Frequency.AT_ONCE, NIGHT, OSLO, "03-03 06:59", "03-03 07:00"),
        (Frequency.AT_ONCE, NIGHT, OSLO, "03-03 07:00", "03-03 07:00"),
        (Frequency.AT_ONCE, NOON, OSLO, "03-02 12:10", "03-02 13:30"),
        (Frequency.HOURLY, None, OSLO, "03-02 09:15", "03-02 10:00"),
        (Frequency.HOURLY, None, OSLO, "03-02 09:00", "03-02 10:00"),
        (Frequency.HOURLY, None, KOLKATA, "03-02 09:15", "03-02 10:00"),
        (Frequency.HOURLY, NIGHT, OSLO, "03-02 21:30", "03-03 07:00"),
        (Frequency.HOURLY, NOON, OSLO, "03-02 11:30", "03-02 13:30"),
        (Frequency.DAILY, None, OSLO, "03-02 07:59", "03-02 08:00"),
        (Frequency.DAILY, None, OSLO, "03-02 08:00", "03-03 08:00"),
        (Frequency.DAILY, QuietHours(time(20), time(9)), OSLO, "03-02 12:00", "03-03 09:00"),
        (Frequency.DAILY, None, OSLO, "03-28 12:00", "03-29 08:00"),
        (Frequency.DAILY, None, OSLO, "10-24 12:00", "10-25 08:00"),
        (Frequency.HOURLY, None, OSLO, "03-29 01:30", "03-29 03:00"),
        (Frequency.AT_ONCE, NIGHT, OSLO, "03-28 23:00", "03-29 07:00"),
        (Frequency.AT_ONCE, NIGHT, OSLO, "10-24 23:00", "10-25 07:00"),
    ],
)
def test_mail_goes_when_it_was_chosen(
    frequency: Frequency, quiet: QuietHours | None, zone: ZoneInfo, noticed: str, mailed: str
) -> None:
    assert MailSchedule(frequency, quiet).mail_at(at(noticed, zone), zone) == at(mailed, zone)


def test_the_night_in_which_clocks_go_back_has_one_hour_more() -> None:
    night = MailSchedule(Frequency.AT_ONCE, NIGHT)
    due = night.mail_at(at("10-24 22:00", OSLO), OSLO)
    assert due is not None
    assert (due - at("10-24 22:00", OSLO)).total_seconds() == 10 * 3600


def test_an_end_that_clocks_skip_comes_after_it_and_one_that_comes_twice_is_never_before() -> None:
    early = MailSchedule(Frequency.AT_ONCE, QuietHours(time(22), time(2, 30)))
    assert early.mail_at(at("03-28 23:00", OSLO), OSLO) == at("03-29 03:30", OSLO)
    assert early.mail_at(at("10-24 23:00", OSLO), OSLO) == at("10-25 02:30", OSLO)
    again = at("10-25 02:10", OSLO, fold=1)
    assert early.mail_at(again, OSLO) == at("10-25 02:30", OSLO, fold=1)


def test_an_hour_that_comes_twice_has_two_letters() -> None:
    hourly = MailSchedule(Frequency.HOURLY)
    first = hourly.mail_at(at("10-25 02:30", OSLO), OSLO)
    assert first == at("10-25 02:00", OSLO, fold=1)
    assert first is not None
    assert hourly.mail_at(first, OSLO) == at("10-25 03:00", OSLO)


def test_never_is_never() -> None:
    assert MailSchedule(Frequency.NEVER).mail_at(at("03-02 09:15", OSLO), OSLO) is None
