"""What entries say of time: which they add and take off, whose segment it is, and what was submitted."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from handsel_verify.fields import is_whole, members_from, require, text_from, uuid_from
from handsel_verify.strict_json import hex_from, instant_from

TRACKED, MOVED, CHANGED = "time.tracked", "time.moved", "time.changed"
TIME = {"time.recorded", CHANGED, "time.removed", "time.timed", MOVED, TRACKED}
"""The kinds of entries that add time and take it off."""
SUBMITTED = "timesheet.submitted"
SECOND, WEEK_MAX = timedelta(seconds=1), timedelta(days=8)
TEXT_MAX = 4_000

_SPAN = {"span", "week", "supplement", "started_at", "ended_at", "seconds", "source", "memo", "segment"}
_SEGMENT = {"segment", "device", "key", "seq", "digest", "is_backdated"}
_BESIDE = {"spans", "removed", "late"}
_FROM_TRACKER = "tracked"


@dataclass(frozen=True)
class RecordedSpan:
    """Time in one week, or a supplement of it; `segment` is that of tracked time."""

    id: str
    week: str
    start: datetime
    end: datetime
    source: str
    memo: str
    segment: str | None

    @property
    def seconds(self) -> int:
        """How long it is."""
        return (self.end - self.start) // SECOND


@dataclass(frozen=True)
class NamedSegment:
    """A segment as an entry names it, with the key of its device.

    A back-dated one is other than what its device said it had signed by then.
    """

    id: str
    device: str
    key: bytes
    seq: int
    digest: str
    is_backdated: bool


@dataclass(frozen=True)
class TimeEntry:
    """The time that an entry adds and takes off, and the segment from which it is, if it was tracked."""

    added: list[RecordedSpan]
    removed: list[RecordedSpan]
    segment: NamedSegment | None


@dataclass(frozen=True)
class SubmittedSheet:
    """A timesheet as it was submitted, with the bounds of its week and the terms of that.

    `payable` is what the other timesheets of its week left it of their limit.
    """

    week: str
    starts_at: datetime
    ends_at: datetime
    ready_at: datetime | None
    rate: int
    limit: int
    payable: int
    seconds: int
    protected: int
    unprotected: int
    amount: int
    protected_blocks: list[int]
    unbilled_blocks: list[int]


def time_from(kind: str, content: Mapping[str, Any]) -> TimeEntry:
    """Read an entry of one of the kinds of `TIME`; raises `Malformed`."""
    rows = [content.get("spans"), content.get("removed")]
    require(
        all(isinstance(spans, list) for spans in rows), "it does not say which time it adds and takes off"
    )
    added, removed = ([_span(row) for row in spans or []] for spans in rows)
    segment = _segment_in(kind, content)
    if kind == CHANGED:
        require(_tracked(added) == _tracked(removed), "it changes more of tracked time than its memo")
    else:
        named = segment.id if segment else None
        require(all(span.segment == named for span in added), "its time is not that of its segment")
    return TimeEntry(added, removed, segment)


def _tracked(spans: list[RecordedSpan]) -> list[RecordedSpan]:
    """The tracked time among spans, without its memos."""
    return [replace(span, memo="") for span in spans if span.segment is not None]


def sheet_from(content: Mapping[str, Any]) -> SubmittedSheet:
    """Read what was submitted; raises `Malformed`."""
    sheet, after = content.get("sheet"), content.get("after")
    require(isinstance(sheet, dict) and isinstance(after, dict), "it does not say what was submitted")
    assert isinstance(sheet, dict)
    assert isinstance(after, dict)
    numbers = [sheet.get("seconds"), sheet.get("protected"), sheet.get("unprotected"), content.get("amount")]
    numbers += [after.get("rate"), after.get("limit_seconds"), content.get("payable_seconds")]
    require(all(is_whole(number) for number in numbers), "a number of its timesheet is none")
    start, end = instant_from(after.get("starts_at")), instant_from(after.get("ends_at"))
    require(timedelta() < end - start <= WEEK_MAX, "its week is none")
    ready = after.get("ready_at")
    return SubmittedSheet(
        week=_week(content),
        starts_at=start,
        ends_at=end,
        ready_at=None if ready is None else instant_from(ready),
        rate=after["rate"],
        limit=after["limit_seconds"],
        payable=content["payable_seconds"],
        seconds=sheet["seconds"],
        protected=sheet["protected"],
        unprotected=sheet["unprotected"],
        amount=content["amount"],
        protected_blocks=_blocks(sheet.get("protected_blocks")),
        unbilled_blocks=_blocks(sheet.get("unbilled_blocks")),
    )


def _segment_in(kind: str, content: Mapping[str, Any]) -> NamedSegment | None:
    if kind == TRACKED:
        return _segment({name: value for name, value in content.items() if name not in _BESIDE})
    return _segment(content["tracked"]) if kind == MOVED and content.get("tracked") is not None else None


def _segment(value: Any) -> NamedSegment:
    fields = members_from(value, _SEGMENT, "its segment")
    seq = fields["seq"]
    require(is_whole(seq) and seq > 0, "the number of its segment is none")
    require(isinstance(fields["is_backdated"], bool), "its segment is back-dated or not")
    return NamedSegment(
        id=str(uuid_from(fields["segment"])),
        device=str(uuid_from(fields["device"])),
        key=hex_from(fields["key"], 32),
        seq=seq,
        digest=hex_from(fields["digest"], 32).hex(),
        is_backdated=fields["is_backdated"],
    )


def _span(value: Any) -> RecordedSpan:
    fields = members_from(value, _SPAN, "its time")
    start, end = instant_from(fields["started_at"]), instant_from(fields["ended_at"])
    require(not start.microsecond and not end.microsecond, "its time is not in whole seconds")
    require(start < end, "its time ends before it starts")
    require(
        is_whole(fields["seconds"]) and fields["seconds"] == (end - start) // SECOND,
        "its time has another length",
    )
    segment, source = fields["segment"], text_from(fields["source"], TEXT_MAX)
    require((source == _FROM_TRACKER) == (segment is not None), "its time has a source of another sort")
    return RecordedSpan(
        id=text_from(fields["span"], TEXT_MAX),
        week=_week(fields),
        start=start,
        end=end,
        source=source,
        memo=text_from(fields["memo"], TEXT_MAX),
        segment=None if segment is None else str(uuid_from(segment)),
    )


def _week(value: Mapping[str, Any]) -> str:
    """Which week, and which supplement of it; 0 is the week itself."""
    require(is_whole(value.get("supplement")), "its supplement is none")
    return f"{text_from(value.get('week'), TEXT_MAX)} {value['supplement']}"


def _blocks(value: Any) -> list[int]:
    """Numbers of blocks, in order."""
    holds = isinstance(value, list) and all(is_whole(number) for number in value)
    require(holds and value == sorted(set(value)), "its blocks are none, or not in order")
    numbers: list[int] = value
    return numbers
