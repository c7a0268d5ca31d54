"""Which times of a file the weeks of a job take."""

from datetime import UTC, datetime, timedelta

import pytest

from handsel.work.hours.csv_import.faults import RowFault
from handsel.work.hours.csv_import.fitting import WeekToFit, only_fitting
from handsel.work.hours.csv_import.one_row import ReadTime
from handsel.work.hours.csv_import.preview import Preview
from handsel.work.hours.weeks import Span

START = datetime(2026, 3, 2, tzinfo=UTC)
HOUR, WEEK = timedelta(hours=1), timedelta(days=7)
WEEKS = [
    WeekToFit(Span(START, START + WEEK), is_open=False),
    WeekToFit(Span(START + WEEK, START + 2 * WEEK), is_open=True),
    WeekToFit(Span(START + 2 * WEEK, START + 3 * WEEK), is_open=True),
]


def faults(start: timedelta, length: timedelta = HOUR, memo: str = "Sketches.") -> list[RowFault]:
    row = ReadTime(Span(START + start, START + start + length), 2, memo)
    fitting = only_fitting(Preview([row], []), WEEKS, until=START + 2 * WEEK + 10 * HOUR)
    assert len(fitting.times) + len(fitting.refused) == 1
    return [row.fault for row in fitting.refused]


@pytest.mark.parametrize(
    ("start", "result"),
    [
        (-HOUR, [RowFault.OUTSIDE]),
        (-HOUR / 2, [RowFault.OUTSIDE]),
        (0 * HOUR, [RowFault.SUBMITTED]),
        (WEEK - HOUR / 2, [RowFault.SUBMITTED]),
        (WEEK, []),
        (2 * WEEK - HOUR / 2, []),
        (2 * WEEK + 9 * HOUR, []),
        (2 * WEEK + 9.5 * HOUR, [RowFault.TO_COME]),
    ],
)
def test_time_fits_weeks_that_are_open_and_is_over(start: timedelta, result: list[RowFault]) -> None:
    assert faults(start) == result


@pytest.mark.parametrize(
    ("start", "result"), [(7.5, [RowFault.PAUSED]), (6, []), (9, []), (8.5, [RowFault.PAUSED])]
)
def test_time_in_a_pause_is_refused(start: float, result: list[RowFault]) -> None:
    begins = START + WEEK
    row = ReadTime(Span(begins + start * HOUR, begins + (start + 1) * HOUR), 2, "Sketches.")
    pauses = [(begins + 8 * HOUR, begins + 9 * HOUR)]
    fitting = only_fitting(Preview([row], []), WEEKS, until=START + 2 * WEEK, pauses=pauses)
    assert [row.fault for row in fitting.refused] == result


@pytest.mark.parametrize(
    ("memo", "result"),
    [("\u200b", [RowFault.NO_MEMO]), ("a\u202eb", [RowFault.ODD_MEMO]), ("a\0b", [RowFault.ODD_MEMO])],
)
def test_memos_that_the_record_would_refuse_are_refused(memo: str, result: list[RowFault]) -> None:
    assert faults(WEEK, memo=memo) == result
