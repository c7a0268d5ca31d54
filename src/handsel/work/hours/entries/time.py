"""Entries by which time is recorded by hand or by a timer, changed and removed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from typing_extensions import TypedDict

from handsel.kernel.json import Facts
from handsel.record.kinds import EntryKind, Group, declare
from handsel.record.replay import ChainState, ReplayedEntry
from handsel.record.shapes import Day, Digest, Identifier, Instant, Text, Whole, shape
from handsel.record.wording import TargetPage, Wording, WordingFunction, lines
from handsel.ui.datetime_format import day_text
from handsel.work.hours.timer_state import TimerState

IMPORTED = "imported"
"""The source of time from a file."""
ON_PAGE = "on page"
"""The source of time from the timer on the page."""
TRACKED = "tracked"
"""The source of time from a device with the Tracker."""


@shape
class SpanFacts(TypedDict):
    """Time in one week: when it was, how it was recorded, and what was done."""

    span: Identifier
    week: Day
    supplement: Whole
    started_at: Instant
    ended_at: Instant
    seconds: Whole
    source: str
    memo: str
    segment: Identifier | None


@shape
class TimeFacts(TypedDict):
    """The time that was added, in a span for each week that it touches, and what was taken off."""

    spans: list[SpanFacts]
    removed: list[SpanFacts]


@shape
class TimedFacts(TimeFacts):
    """Time from the timer on the page, and what became of it: it runs, was stopped, or was lost."""

    timer: str


@shape
class SegmentFacts(TypedDict):
    """A segment: its device and the key by which that signs, its number there, and its SHA-256.

    A back-dated one is other than what its device said it had signed by then.
    """

    segment: Identifier
    device: Identifier
    key: Digest
    seq: Whole
    digest: Digest
    is_backdated: bool


@shape
class MovedFacts(TimeFacts):
    """Time that left for another job of the same people, or came from it; one move is on both records.

    Where tracked time came, `tracked` is its segment.
    """

    move: Identifier
    number: Whole
    title: Text
    tracked: SegmentFacts | None


def duration_text(seconds: int) -> str:
    """A duration as hours and minutes: `1 h 5 min`; seconds too, where there are any; none is `0 h`."""
    hours, rest = divmod(seconds, 3_600)
    minutes, left = divmod(rest, 60)
    parts = (
        _("{n} h").format(n=hours) if hours else "",
        _("{n} min").format(n=minutes) if minutes else "",
        _("{n} s").format(n=left) if left else "",
    )
    return " ".join(filter(None, parts)) or _("{n} h").format(n=0)


def replay_time(state: ChainState, entry: ReplayedEntry) -> None:
    """The job has the time that was added, and no longer what was taken off."""
    for facts in entry.facts["removed"]:
        state.tables.get("time_span", {}).pop(facts["span"], None)
    for facts in entry.facts["spans"]:
        columns = {name: value for name, value in facts.items() if name not in ("span", "seconds")}
        state.row("time_span", facts["span"]).update(columns)


def when_text(spans: Iterable[Facts]) -> str:
    """How long, and on which day it began."""
    rows = list(spans)
    if not rows:
        return duration_text(0)
    length = duration_text(sum(row["seconds"] for row in rows))
    return _("{length} on {day}").format(length=length, day=_day(rows[0]["started_at"]))


def _day(instant: str) -> str:
    """The reader's day of an instant of the record."""
    return day_text(timezone.localtime(datetime.fromisoformat(instant)).date())


def memo_text(facts: Facts) -> str:
    """What was done, in the words of the freelancer."""
    return next((row["memo"] for row in facts["spans"]), "")


def _recorded(who: str, facts: Facts) -> Wording:
    rows = facts["spans"]
    if rows and rows[0]["source"] == IMPORTED:
        return _imported(who, rows)
    title = _("{who} added manual time: {time}").format(who=who, time=when_text(facts["spans"]))
    return Wording(title, _not_protected(), TargetPage.TIME, memo_text(facts))


def _imported(who: str, rows: list[Facts]) -> Wording:
    """How much came from a file, and its days."""
    first, last = (_day(min(row["started_at"] for row in rows)), _day(max(row["started_at"] for row in rows)))
    words = _("{who} imported {time}, {first} to {last}")
    length = duration_text(sum(row["seconds"] for row in rows))
    return Wording(
        words.format(who=who, time=length, first=first, last=last), _not_protected(), TargetPage.TIME
    )


def _changed(who: str, facts: Facts) -> Wording:
    if facts["spans"] and facts["spans"][0]["source"] == TRACKED:
        words = _("{who} changed the memo of {time}").format(who=who, time=when_text(facts["spans"]))
        return Wording(words, "", TargetPage.TIME, memo_text(facts))
    title = _("{who} changed {old} to {new}")
    named = title.format(who=who, old=when_text(facts["removed"]), new=when_text(facts["spans"]))
    return Wording(named, _not_protected(), TargetPage.TIME, memo_text(facts))


def _removed(who: str, facts: Facts) -> Wording:
    title = _("{who} removed {time}").format(who=who, time=when_text(facts["removed"]))
    return Wording(title, page=TargetPage.TIME)


def _moved(who: str, facts: Facts) -> Wording:
    out = _("{who} moved {time} to “{title}”, job {number}")
    words = out if facts["removed"] else _("{who} moved {time} here from “{title}”, job {number}")
    rows = facts["removed"] or facts["spans"]
    time = when_text(rows)
    named = words.format(who=who, time=time, title=facts["title"], number=facts["number"])
    is_tracked = any(row["source"] == TRACKED for row in rows)
    return Wording(named, "" if is_tracked else _not_protected(), TargetPage.TIME)


def _timed(who: str, facts: Facts) -> Wording:
    named = _("The timer recorded {time}").format(time=when_text(facts["spans"]))
    stopped = _("It stopped automatically when its page was last open. Later time is not counted.")
    lost = facts["timer"] == TimerState.LOST
    return Wording(named, lines(stopped if lost else "", _not_protected()), TargetPage.TIME, memo_text(facts))


def _not_protected() -> str:
    return _("It is paid up to the week’s limit, and is not protected.")


def _time_kind(name: str, wording: WordingFunction, facts: Any = TimeFacts) -> EntryKind:
    """A kind of entry that says which time there is now; its mail can wait."""
    return declare(
        name,
        shape=facts,
        wording=wording,
        tone="mute",
        icon="clock",
        group=Group.REPORTS,
        can_wait=lambda _facts: True,
        replay=replay_time,
    )


RECORDED = _time_kind("time.recorded", _recorded)
CHANGED = _time_kind("time.changed", _changed)
REMOVED = _time_kind("time.removed", _removed)
MOVED = _time_kind("time.moved", _moved, MovedFacts)
TIMED = _time_kind("time.timed", _timed, TimedFacts)
