from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from handsel.work.hours.csv_import.cells import DayOrder
from handsel.work.hours.csv_import.columns import ColumnRole
from handsel.work.hours.csv_import.faults import RowFault
from handsel.work.hours.csv_import.one_row import Reading, RowRefused, read_row
from handsel.work.hours.csv_import.table import TableRow
from handsel.work.hours.weeks import Span

HELSINKI = ZoneInfo("Europe/Helsinki")
ROLES = [
    ColumnRole.DAY,
    ColumnRole.START,
    ColumnRole.END,
    ColumnRole.DURATION,
    ColumnRole.HOURS,
    ColumnRole.MEMO,
]
COLUMNS = {role: place for place, role in enumerate(ROLES)}


def read(
    *cells: str, roles: list[ColumnRole] = ROLES, ends: dict[date, datetime] | None = None, **how: object
) -> Span:
    """The span of a row with these cells, in Helsinki."""
    columns = {role: place for place, role in enumerate(roles)}
    reading = Reading(columns, DayOrder.YEAR_FIRST, HELSINKI, **how)  # type: ignore[arg-type]
    return read_row(TableRow(2, cells), reading, {} if ends is None else ends).span


def fault(*cells: str, roles: list[ColumnRole] = ROLES, **how: object) -> tuple[RowFault, str]:
    """Why a row with these cells is refused, and the cell that is said to be wrong."""
    with pytest.raises(RowRefused) as refusal:
        read(*cells, roles=roles, **how)
    return refusal.value.fault, refusal.value.text


@pytest.mark.parametrize(
    ("cells", "seconds"),
    [
        (("2026-03-02", "09:00", "10:41", "1:41:00", "1.6833", "a"), 6_060),
        (("2026-03-02", "09:00", "10:41", "1:41:27", "", "a"), 6_087),
        (("2026-03-02", "09:00:00", "10:41:00", "", "1.68", "a"), 6_060),
        (("2026-03-02", "09:00", "", "1:41:00", "9.9999", "a"), 6_060),
        (("2026-03-02", "09:00", "", "", "1.6833", "a"), 6_060),
        (("2026-03-02", "09:00", "10:41", "", "", "a"), 6_060),
        (("2026-03-02", "23:30", "00:30", "1:00", "", "a"), 3_600),
    ],
)
def test_hours_minutes_and_seconds_win_over_ends_and_ends_over_hours(
    cells: tuple[str, ...], seconds: int
) -> None:
    assert read(*cells).seconds == seconds


def test_a_row_may_end_on_another_day() -> None:
    roles = [ColumnRole.DAY, ColumnRole.START, ColumnRole.END_DAY, ColumnRole.END, ColumnRole.MEMO]
    assert read("2026-03-01", "22:30", "2026-03-02", "06:30", "night", roles=roles).seconds == 8 * 3_600


def test_the_first_of_two_hours_is_meant_unless_the_duration_says_the_second() -> None:
    assert read("2022-10-30", "03:05", "06:00", "", "", "a").seconds == 14_100
    assert read("2022-10-30", "03:05", "06:00", "3:55", "", "a").seconds == 14_100
    second = read("2022-10-30", "03:05", "06:00", "2:55", "", "a")
    assert second == Span(datetime(2022, 10, 30, 1, 5, tzinfo=UTC), datetime(2022, 10, 30, 4, tzinfo=UTC))


@pytest.mark.parametrize(
    ("cells", "wrong"),
    [
        (("yesterday", "09:00", "10:00", "", "", "a"), (RowFault.NO_DAY, "yesterday")),
        (("2026-03-02", "nine", "10:00", "", "", "a"), (RowFault.NO_START, "nine")),
        (("2026-03-02", "09:00", "ten", "", "", "a"), (RowFault.NO_LENGTH, "ten")),
        (("2026-03-02", "09:00", "", "", "", "a"), (RowFault.NO_LENGTH, "")),
        (("2026-03-02", "09:00", "", "0:00", "", "a"), (RowFault.NO_LENGTH, "0:00")),
        (("2026-03-02", "09:00", "10:00", "long", "", "a"), (RowFault.NO_LENGTH, "long")),
        (("2026-03-02", "09:00", "10:00", "1:02", "", "a"), (RowFault.END_DIFFERS, "10:00 / 1:02")),
        (
            ("2026-03-02", "09:00:00", "10:00:00", "1:00:01", "", "a"),
            (RowFault.END_DIFFERS, "10:00:00 / 1:00:01"),
        ),
        (("2026-03-02", "09:00", "10:00", "", "1.5", "a"), (RowFault.END_DIFFERS, "10:00 / 1.5")),
        (("2026-03-02", "09:00", "", "24:01", "", "a"), (RowFault.TOO_LONG, "")),
        (("2022-03-27", "03:05", "04:05", "", "", "a"), (RowFault.NEVER, "03:05")),
        (("2026-03-02", "09:00", "10:00", "", "", ""), (RowFault.NO_MEMO, "")),
        (("2026-03-02", "09:00", "10:00", "", "", "a" * 401), (RowFault.LONG_MEMO, "a" * 40)),
    ],
)
def test_a_row_that_does_not_hold_together_is_refused(
    cells: tuple[str, ...], wrong: tuple[RowFault, str]
) -> None:
    assert fault(*cells) == wrong


def test_a_row_that_ends_on_a_day_before_is_refused() -> None:
    roles = [ColumnRole.DAY, ColumnRole.START, ColumnRole.END_DAY, ColumnRole.END, ColumnRole.MEMO]
    assert fault("2026-03-02", "09:00", "2026-03-01", "10:00", "a", roles=roles) == (
        RowFault.NOT_AFTER,
        "10:00",
    )


def test_what_was_done_may_be_the_task_or_said_for_all_rows() -> None:
    roles = [ColumnRole.DAY, ColumnRole.START, ColumnRole.END, ColumnRole.MEMO, ColumnRole.TASK]
    reading = Reading({role: i for i, role in enumerate(roles)}, DayOrder.YEAR_FIRST, HELSINKI, memo="Import")
    for task, memo in (("Design", "Design"), ("", "Import")):
        assert read_row(TableRow(2, ("2026-03-02", "09:00", "10:00", "", task)), reading, {}).memo == memo


def test_rows_without_a_start_follow_each_other_on_their_day() -> None:
    roles, ends = [ColumnRole.DAY, ColumnRole.HOURS, ColumnRole.MEMO], {}
    first = read("2026-03-02", "1.5", "a", roles=roles, ends=ends, first_start=time(9))
    second = read("2026-03-02", "2", "b", roles=roles, ends=ends, first_start=time(9))
    other_day = read("2026-03-03", "1", "c", roles=roles, ends=ends, first_start=time(9))
    assert (first.seconds, second.start, second.seconds) == (5_400, first.end, 7_200)
    assert other_day.start == first.start + timedelta(days=1)
    assert fault("2026-03-02", "1.5", "a", roles=roles) == (RowFault.NO_START, "")
    assert fault("2026-03-02", "", "a", roles=roles, first_start=time(9)) == (RowFault.NO_LENGTH, "")
    assert fault("2022-03-27", "1", "a", roles=roles, first_start=time(3, 5)) == (RowFault.NEVER, "03:05:00")
