"""Format instants and days in the reader's time zone."""

import re
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from handsel.kernel import clock

_ISO = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d))?", re.ASCII)
DAYS_KEPT = 1_000
DAYS_ALONE = 7
"""From this many days on, the time left is given in days only."""


def when_text(instant: datetime, form: str = "short") -> str:
    """An instant as `Mon 30 Nov, 17:00`, long as `Monday 30 November, 17:00`, or as the time alone.

    Exact is `30 Nov 2026, 17:00:08 (UTC+01:00)`, for records.
    """
    here = timezone.localtime(instant)
    if form == "exact":
        return format_date(here, _("j M Y, H:i:s")) + f" (UTC{here.isoformat()[-6:]})"
    hour = f"{here:%H:%M}"
    if form == "time":
        return hour
    return _("{day}, {hour}").format(day=day_text(here.date(), form), hour=hour)


def when_time(instant: datetime, form: str = "short") -> SafeString:
    """An instant as `<time>`, to the minute, with the reader's UTC offset."""
    machine = timezone.localtime(instant).isoformat(timespec="minutes")
    return format_html('<time datetime="{}">{}</time>', machine, when_text(instant, form))


def document_time(instant: datetime) -> SafeString:
    """An instant for documents, the same for every reader: in house time, with the zone named."""
    zone = ZoneInfo(settings.HOUSE_TIME_ZONE)
    here = instant.astimezone(zone)
    words = _("{moment}, {zone}").format(
        moment=format_date(here, _("j F Y, H:i")), zone=zone_text(zone, instant)
    )
    return format_html('<time datetime="{}">{}</time>', here.isoformat(timespec="minutes"), words)


def day_text(day: date, form: str = "short") -> str:
    """A day as `Mon 30 Nov`, or long as `Monday 30 November`; with the year if it is not this one."""
    if form not in ("short", "long"):
        raise ValueError(f"a day is short or long, not {form!r}")
    pattern = _("l j F") if form == "long" else _("D j M")
    if day.year != timezone.localtime(clock.now()).year:
        pattern += " Y"
    return _formatted(day, pattern, get_language())


@lru_cache(DAYS_KEPT)
def _formatted(day: date, pattern: str, language: str | None) -> str:
    """A day in a language; a page says the same few days often."""
    return format_date(day, pattern)


def readable_time(text: str) -> str:
    """A text that is a day or an instant in ISO 8601, as people read it; any other text as it is."""
    if not _ISO.fullmatch(text):
        return text
    try:
        return when_text(datetime.fromisoformat(text)) if "T" in text else day_text(date.fromisoformat(text))
    except ValueError:
        return text


def day_time(day: date, form: str = "short") -> SafeString:
    """A day as `<time>`; an instant's day is in the reader's zone."""
    here = timezone.localtime(day).date() if isinstance(day, datetime) else day
    return format_html('<time datetime="{}">{}</time>', here.isoformat(), day_text(here, form))


def left_text(instant: datetime) -> str:
    """The time left until an instant, rounded down: `5 d 6 h left`; `due now` once it has passed."""
    left = instant - clock.now()
    minutes = left // timedelta(minutes=1)
    days, hours = minutes // (24 * 60), minutes // 60 % 24
    if left <= timedelta():
        return _("due now")
    if days and (days >= DAYS_ALONE or not hours):
        return _("{days} d left").format(days=days)
    if days:
        return _("{days} d {hours} h left").format(days=days, hours=hours)
    if hours:
        return _("{hours} h {minutes} min left").format(hours=hours, minutes=minutes % 60)
    return _("{minutes} min left").format(minutes=max(minutes, 1))


def left_span(instant: datetime) -> SafeString:
    """The time left, as HTML."""
    return format_html('<span class="left">{}</span>', left_text(instant))


def percent_gone(*, since: datetime, until: datetime) -> int:
    """How much of the time between two instants has passed, 0 to 100."""
    if until <= since:
        return 100
    return max(0, min(100, (clock.now() - since) * 100 // (until - since)))


def zone_text(zone: tzinfo, at: datetime | None = None) -> str:
    """A time zone's city with its UTC offset at an instant, or now: `New York (UTC−5)`."""
    place = str(zone).rsplit("/", maxsplit=1)[-1].replace("_", " ")
    return "UTC" if place == "UTC" else f"{place} ({utc_offset(zone, at)})"


def city_time(zone: tzinfo) -> str:
    """Whose time it is, without the offset: `New York time`."""
    place = str(zone).rsplit("/", maxsplit=1)[-1].replace("_", " ")
    return "UTC" if place == "UTC" else _("{city} time").format(city=place)


def with_zone(words: str) -> str:
    """A time in words, with whose time it is: `Tue 17 Mar, 05:00 (Manila time)`; nothing stays empty."""
    return words and f"{words} ({city_time(timezone.get_current_timezone())})"


def deadline_text(instant: datetime) -> str:
    """A deadline as a mail sets it apart: `Tue 17 Mar, 05:00 (Manila time), 2 d 4 h left`."""
    return f"{with_zone(when_text(instant))}, {left_text(instant)}"


def utc_offset(zone: tzinfo, at: datetime | None = None) -> str:
    """How far a zone's clocks are from UTC at an instant, or now: `UTC−5`."""
    offset = (at or clock.now()).astimezone(zone).utcoffset() or timedelta()
    hours, minutes = divmod(abs(offset) // timedelta(minutes=1), 60)
    sign = "−" if offset < timedelta() else "+"
    return f"UTC{sign}{hours}" + (f":{minutes:02}" if minutes else "")
