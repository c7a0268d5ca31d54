"""Blocks of twelve minutes of a job's week, and what is counted in one that is not signed yet."""

from dataclasses import asdict, dataclass, field
from typing import Any

from handsel_tracker.timing.spans import (
    Spans,
    between,
    common,
    first_seconds,
    seconds_of,
    with_span,
    with_spans,
    without,
)

BLOCK_SECONDS = 720
MINUTES = 12
EVENTS_MAX = 100
CLAIMED_SECONDS_MAX = 30 * 60
"""How long a stretch without input may be kept."""
SIGNED_WITHIN_SECONDS = 14 * 60
"""How long after its last second a block may wait for an answer: after 15 minutes it would be back-dated."""


@dataclass(frozen=True)
class WorkWeek:
    """A week of a job by the house, in seconds since 1970: its blocks are counted from its start."""

    starts_s: int
    ends_s: int

    def block_at(self, second: int) -> tuple[int, int]:
        """Start and end of the block that a second is in; the last of a week may be short."""
        origin = self.starts_s if second < self.ends_s else self.ends_s
        start = origin + (second - origin) // BLOCK_SECONDS * BLOCK_SECONDS
        end = start + BLOCK_SECONDS
        return start, min(end, self.ends_s) if second < self.ends_s else end


@dataclass
class OpenBlock:
    """What is counted in a block of a job: seconds that are certain, and those that a question is about."""

    job: str
    start_s: int
    end_s: int
    spans: Spans = field(default_factory=list)
    doubtful: dict[str, Spans] = field(default_factory=dict)
    minutes: dict[int, list[int | None]] = field(default_factory=dict)
    events: list[dict[str, Any]] = field(default_factory=list)
    commits: list[dict[str, str]] = field(default_factory=list)
    memo: str = ""
    work_view: str = "off"
    reason: str = ""

    @property
    def key(self) -> tuple[str, int]:
        """What it is known by."""
        return self.job, self.start_s

    @property
    def all_spans(self) -> Spans:
        """Its seconds as if every question was answered by keeping them."""
        rows = self.spans
        for spans in self.doubtful.values():
            rows = with_spans(rows, spans)
        return rows

    def count(self, start: int, end: int, question: str | None) -> None:
        """Count seconds, as certain or for a question."""
        if question is None:
            self.spans = with_span(self.spans, start, end)
        else:
            self.doubtful[question] = with_span(self.doubtful.get(question, []), start, end)

    def note_input(self, second: int, *, active: bool, keys: int | None, clicks: int | None) -> None:
        """Note the input of a second in its minute."""
        minute = min(max((second - self.start_s) // 60, 0), MINUTES - 1)
        before = self.minutes.get(minute, [0, None, None])
        seconds = min((before[0] or 0) + active, 60)
        self.minutes[minute] = [seconds, _sum(before[1], keys), _sum(before[2], clicks)]

    @property
    def tracked_minutes(self) -> dict[int, list[int | None]]:
        """The input of its minutes, as far as they have time: what was taken out leaves nothing here."""
        rows = {}
        for minute, (active, keys, clicks) in sorted(self.minutes.items()):
            start = self.start_s + 60 * minute
            seconds = seconds_of(between(self.spans, start, start + 60))
            if seconds:
                rows[minute] = [min(active or 0, seconds), keys, clicks]
        return rows

    def note_start(self, now: int, up_ms: int) -> None:
        """Note that the device started within the block, unless that is noted: its clock ran shorter.

        What was noted after its end, or before the house said what time it is, tells nothing of the block.
        """
        times = [event["at"] for event in self.events if event["kind"] == "recovered"]
        is_noted = any(self.start_s <= at <= self.end_s for at in times)
        if self.spans and not is_noted and self.spans[0][0] < now - up_ms // 1000:
            self.events = self.events[: EVENTS_MAX - 1]
            self.note(self.spans[-1][1], "recovered", 0)

    def note(self, at: int, kind: str, seconds: int) -> None:
        """Note what happened to the device or its person; the first hundred are kept."""
        if len(self.events) < EVENTS_MAX:
            self.events.append({"at": at, "kind": kind, "seconds": max(seconds, 0)})

    def doubt(self, since: int, question: str) -> None:
        """Let a question be about what was counted from a second on."""
        moved = between(self.spans, since, self.end_s)
        if moved:
            self.spans = between(self.spans, self.start_s, since)
            self.doubtful[question] = with_spans(self.doubtful.get(question, []), moved)

    def settle(self, question: str, *, keep: Spans, at: int, stretch: int) -> None:
        """Answer a question: keep these of its seconds, in a stretch of so many in all."""
        if question not in self.doubtful:
            return
        self.doubtful.pop(question)
        kept = [row for start, end in keep for row in between([(start, end)], self.start_s, self.end_s)]
        self.spans = with_spans(self.spans, kept)
        self.note(at, "kept" if kept else "idle", stretch)

    def lift(self, spans: Spans) -> list[tuple[str | None, Spans]]:
        """Take seconds out: those that were certain, without a question, and those of each question."""
        rows: list[tuple[str | None, Spans]] = [(None, common(self.spans, spans))]
        rows += [(question, common(held, spans)) for question, held in self.doubtful.items()]
        self.spans = without(self.spans, spans)
        rest = {question: without(held, spans) for question, held in self.doubtful.items()}
        self.doubtful = {question: held for question, held in rest.items() if held}
        return rows

    def is_ready(self, now: int, unsure_from: int | None) -> bool:
        """Whether to sign it: it is over, and nothing that was counted can still be doubted.

        `unsure_from` is since when there was no input, if the timer runs. It waits no longer than it may.
        """
        if now < self.end_s or not self.spans:
            return False
        waits = bool(self.doubtful) or (unsure_from is not None and unsure_from < self.end_s)
        return not waits or now >= self.spans[-1][1] + SIGNED_WITHIN_SECONDS

    def as_document(self) -> dict[str, Any]:
        """As JSON holds it."""
        minutes = {str(minute): row for minute, row in self.minutes.items()}
        return {**asdict(self), "minutes": minutes}


def block_from(document: dict[str, Any]) -> OpenBlock:
    """A block as JSON held it."""
    rows = {int(minute): row for minute, row in document["minutes"].items()}
    doubtful = {name: _spans(spans) for name, spans in document["doubtful"].items()}
    return OpenBlock(
        **{**document, "minutes": rows, "doubtful": doubtful, "spans": _spans(document["spans"])}
    )


def claimable(blocks: list[OpenBlock], question: str) -> Spans:
    """The seconds of a question that may be kept: the first half hour of it."""
    rows: Spans = []
    for block in blocks:
        rows = with_spans(rows, block.doubtful.get(question, []))
    return first_seconds(rows, CLAIMED_SECONDS_MAX)


def doubtful_seconds(blocks: list[OpenBlock], question: str) -> int:
    """How many seconds a question is about."""
    return sum(seconds_of(block.doubtful.get(question, [])) for block in blocks)


def _spans(rows: list[list[int]]) -> Spans:
    return [(start, end) for start, end in rows]


def _sum(before: int | None, more: int | None) -> int | None:
    """A count; none where nothing could be counted."""
    return before if more is None else (before or 0) + more
