"""Which of the times of a file the weeks of a job still take."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from handsel.kernel.characters import has_bidi_controls, is_blank
from handsel.work.hours.csv_import.faults import RefusedRow, RowFault
from handsel.work.hours.csv_import.one_row import ReadTime
from handsel.work.hours.csv_import.preview import Preview
from handsel.work.hours.pauses import Period, is_paused_in
from handsel.work.hours.weeks import Span


@dataclass(frozen=True)
class WeekToFit:
    """A week of a job, and whether its timesheet still takes time."""

    span: Span
    is_open: bool


def only_fitting(
    preview: Preview, weeks: Sequence[WeekToFit], *, until: datetime, pauses: Sequence[Period] = ()
) -> Preview:
    """Refuse what is not over, outside the weeks of the job, in a week that was submitted, or in a pause.

    Weeks are in order. `until` is now, or when the job was ended.
    """
    times: list[ReadTime] = []
    refused: list[RefusedRow] = []
    for row in preview.times:
        fault = _fault(row, weeks, until)
        if fault is None and is_paused_in(row.span, pauses):
            fault = RowFault.PAUSED
        if fault is None:
            times.append(row)
        else:
            refused.append(RefusedRow(row.line, fault))
    in_order = sorted([*preview.refused, *refused], key=lambda row: row.line)
    return replace(preview, times=times, refused=in_order)


def _fault(row: ReadTime, weeks: Sequence[WeekToFit], until: datetime) -> RowFault | None:
    if is_blank(row.memo):
        return RowFault.NO_MEMO
    if has_bidi_controls(row.memo) or "\0" in row.memo:
        return RowFault.ODD_MEMO
    if row.span.end > until:
        return RowFault.TO_COME
    touched = _touched(row.span, weeks)
    if sum(_shared(row.span, week.span) for week in touched) < row.span.seconds:
        return RowFault.OUTSIDE
    return None if all(week.is_open for week in touched) else RowFault.SUBMITTED


def _touched(span: Span, weeks: Sequence[WeekToFit]) -> list[WeekToFit]:
    place = bisect_right(weeks, span.start, key=lambda week: week.span.end)
    return [week for week in weeks[place : place + 2] if week.span.overlaps(span)]


def _shared(span: Span, other: Span) -> int:
    return Span(max(span.start, other.start), min(span.end, other.end)).seconds
