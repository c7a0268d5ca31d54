"""The time of a job as its entries say it, one after the other: added, taken off, and submitted."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from handsel_verify.chains import FAULTS_MAX
from handsel_verify.entries import Sealed
from handsel_verify.shot_facts import DELETED, REDACTED, RedactedShot, deleted_from, redacted_from
from handsel_verify.strict_json import Malformed
from handsel_verify.time_facts import (
    SUBMITTED,
    TIME,
    TRACKED,
    NamedSegment,
    RecordedSpan,
    SubmittedSheet,
    TimeEntry,
    sheet_from,
    time_from,
)
from handsel_verify.time_members import NEWER
from handsel_verify.timesheets import Blocks, blocks_of, sheet_faults


@dataclass(frozen=True)
class BroughtTime:
    """Tracked time that an entry brought to the job, with its segment; `is_tracked` here, not elsewhere."""

    entry: int
    at: datetime
    segment: NamedSegment
    spans: list[RecordedSpan]
    is_tracked: bool


@dataclass(frozen=True)
class ProtectedTime:
    """The protected blocks of a timesheet as submitted, and the segments with deleted screenshots by then."""

    entry: int
    sheet: SubmittedSheet
    blocks: Blocks
    deleted: frozenset[str]


class RecordedTime:
    """The time that is there after the entries so far, with what tracked it, and the faults in it."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.brought: list[BroughtTime] = []
        self.redacted: list[tuple[int, RedactedShot]] = []
        self.sheets: list[ProtectedTime] = []
        self._spans: dict[str, RecordedSpan] = {}
        self._by_week: dict[str, dict[str, RecordedSpan]] = {}
        self._times: list[tuple[datetime, datetime]] = []
        self._deleted: set[str] = set()

    def note(self, sealed: Sealed) -> None:
        """Go on with one entry."""
        kind, number = sealed.link.header["kind"], sealed.number
        if not kind.startswith("time.") and kind not in {SUBMITTED, DELETED, REDACTED}:
            return
        if len(self.faults) > FAULTS_MAX:
            return
        try:
            faults = self._faults_of(sealed, kind, sealed.link.content)
        except Malformed as error:
            faults = [f"what it says of time cannot be read: {error}; {NEWER}"]
        self.faults += [f"entry {number}: {fault}" for fault in faults]

    def spans_of(self, week: str) -> list[RecordedSpan]:
        """The time of a week or of a supplement."""
        return list(self._by_week.get(week, {}).values())

    def _faults_of(self, sealed: Sealed, kind: str, content: Mapping[str, Any] | None) -> list[str]:
        if content is None:
            raise Malformed("it was erased")
        if kind == DELETED:
            self._deleted.add(deleted_from(content))
            return []
        if kind == REDACTED:
            self.redacted.append((sealed.number, redacted_from(content)))
            return []
        if kind == SUBMITTED:
            return self._submit(sealed.number, sheet_from(content))
        if kind not in TIME:
            raise Malformed("it is of no known kind")
        return self._take(sealed, kind == TRACKED, time_from(kind, content))

    def _take(self, sealed: Sealed, is_tracked: bool, time: TimeEntry) -> list[str]:
        if time.segment is not None:
            brought = BroughtTime(sealed.number, sealed.at, time.segment, time.added, is_tracked)
            self.brought.append(brought)
        faults = ["takes off time that is not there" for span in time.removed if not self._remove(span)]
        return faults + [fault for span in time.added if (fault := self._add(span))]

    def _remove(self, span: RecordedSpan) -> bool:
        if self._spans.get(span.id) != span:
            return False
        del self._spans[span.id], self._by_week[span.week][span.id]
        del self._times[bisect_left(self._times, (span.start, span.end))]
        return True

    def _add(self, span: RecordedSpan) -> str:
        if span.id in self._spans:
            return "adds time that is there already"
        place = bisect_left(self._times, (span.start, span.end))
        before, after = self._times[:place][-1:], self._times[place : place + 1]
        self._spans[span.id] = self._by_week.setdefault(span.week, {})[span.id] = span
        self._times.insert(place, (span.start, span.end))
        overlaps = any(end > span.start for _, end in before) or any(start < span.end for start, _ in after)
        return "adds time that overlaps other time" if overlaps else ""

    def _submit(self, entry: int, sheet: SubmittedSheet) -> list[str]:
        spans = self.spans_of(sheet.week)
        faults = list(sheet_faults(sheet, spans))
        if not faults:
            blocks = blocks_of(sheet, spans)
            protected = {number: blocks[number] for number in sheet.protected_blocks}
            self.sheets.append(ProtectedTime(entry, sheet, protected, frozenset(self._deleted)))
        return faults
