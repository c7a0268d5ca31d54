"""Deadlines as an iCalendar file (RFC 5545)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Calendar, Event

from handsel.web.jobs.deadlines import Deadline

LENGTH = timedelta(minutes=30)
"""How long a deadline at an instant is in the calendar; it ends at that instant."""


def calendar_text(deadlines: Iterable[Deadline], *, name: str, origin: str, stamp: datetime) -> bytes:
    """The file; `origin` is the address of the site, and `stamp` the time that every event says it is of."""
    calendar = Calendar()
    calendar.add("prodid", "-//Handsel//Deadlines//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for deadline in deadlines:
        calendar.add_component(_event(deadline, origin, stamp))
    return bytes(calendar.to_ical())


def _event(deadline: Deadline, origin: str, stamp: datetime) -> Event:
    """A due day fills its day; a deadline at an instant ends there. Neither makes anybody busy."""
    event = Event()
    event.add("uid", f"{deadline.key}@{origin.partition('://')[2]}")
    event.add("dtstamp", stamp)
    event.add("summary", deadline.title)
    event.add("url", f"{origin}{deadline.href}")
    event.add("transp", "TRANSPARENT")
    if deadline.day is not None:
        event.add("dtstart", deadline.day)
        event.add("dtend", deadline.day + timedelta(days=1))
    else:
        event.add("dtstart", deadline.until - LENGTH)
        event.add("dtend", deadline.until)
    return event
