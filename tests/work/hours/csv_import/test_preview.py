from datetime import UTC, datetime
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from handsel.work.hours.csv_import.cells import DayOrder
from handsel.work.hours.csv_import.columns import ColumnRole, recognise
from handsel.work.hours.csv_import.faults import RowFault
from handsel.work.hours.csv_import.one_row import Reading
from handsel.work.hours.csv_import.preview import read_rows, without_recorded
from handsel.work.hours.csv_import.table import NotATable, read_table
from handsel.work.hours.weeks import Span

COVERS = ("handsel.work.hours.csv_import.faults",)
FILE = b"""Day,Start,End,Memo,User
2026-03-02,09:00,10:00,Drew,Ben
2026-03-02,09:00,10:00,Drew,Ben
2026-03-02,09:30,11:00,Wrote,Ben
2026-03-02,11:00,12:00,Called,Ben
2026-03-02,12:00,13:00,Ate,Eve
2026-03-02,13:00,14:00,a,b,Ben
2026-03-02,nine,14:00,Read,Ben
"""


def reading(**how: object) -> Reading:
    columns = recognise(read_table(FILE).header).columns
    return Reading(columns, DayOrder.YEAR_FIRST, UTC, **how)  # type: ignore[arg-type]


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, 2, hour, minute, tzinfo=UTC)


def test_what_is_refused_is_named_with_its_line_and_the_rest_is_read() -> None:
    preview = read_rows(read_table(FILE), reading(only={ColumnRole.PERSON: "Ben"}))
    assert [(row.line, row.memo) for row in preview.times] == [(2, "Drew"), (5, "Called")]
    assert (preview.seconds, preview.left_out) == (7_200, 2)
    refused = [(row.line, row.fault, row.text, row.other_line) for row in preview.refused]
    assert refused == [
        (3, RowFault.REPEATED, "", 2),
        (4, RowFault.OVERLAPS, "", 2),
        (8, RowFault.NO_START, "nine", 0),
    ]


def test_rows_with_more_cells_than_names_are_refused() -> None:
    refused = {row.line: row.fault for row in read_rows(read_table(FILE), reading()).refused}
    assert refused[7] == RowFault.CELLS


def test_what_is_recorded_already_is_refused() -> None:
    preview = read_rows(read_table(FILE), reading(only={ColumnRole.PERSON: "Ben"}))
    recorded = [Span(at(8), at(8, 30)), Span(at(9), at(10)), Span(at(11, 59), at(12, 30))]
    left = without_recorded(preview, recorded)
    assert left.times == []
    assert [(row.line, row.fault) for row in left.refused if row.line in {2, 5}] == [
        (2, RowFault.RECORDED),
        (5, RowFault.TAKEN),
    ]
    assert without_recorded(preview, [Span(at(10), at(11))]).times == preview.times


@given(st.lists(st.tuples(st.integers(0, 23), st.integers(0, 59), st.integers(1, 300)), max_size=12))
def test_what_is_read_never_overlaps_and_no_row_is_lost(rows: list[tuple[int, int, int]]) -> None:
    lines = [f"2026-03-02,{hour}:{minute:02},{length}m,a" for hour, minute, length in rows]
    table = read_table("\n".join(["Day,Start,Duration,Memo", *(lines or ["2026-03-02,1:00,1m,a"])]).encode())
    columns = recognise(table.header).columns
    preview = read_rows(table, Reading(columns, DayOrder.YEAR_FIRST, UTC))
    spans = [row.span for row in preview.times]
    assert all(first.end <= second.start for first, second in pairwise(spans))
    assert sorted(row.line for row in [*preview.times, *preview.refused]) == [row.line for row in table.rows]


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        table = read_table(b"Day,Start,Duration,Memo\n" + text.encode("utf-8", "surrogatepass"))
    except NotATable:
        return
    preview = read_rows(table, Reading(recognise(table.header).columns, DayOrder.DAY_FIRST, UTC))
    assert len(preview.times) + len(preview.refused) == len(table.rows)
