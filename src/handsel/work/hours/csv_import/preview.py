"""What a file would add, and the rows that are refused, for a person to look at first."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from handsel.work.hours.csv_import.faults import RefusedRow, RowFault
from handsel.work.hours.csv_import.one_row import Reading, ReadTime, RowRefused, cell_of, read_row
from handsel.work.hours.csv_import.table import Table, TableRow
from handsel.work.hours.weeks import Span


@dataclass(frozen=True)
class Preview:
    """What a file would add, in order of time; the rows that are refused; how many rows are of others."""

    times: list[ReadTime]
    refused: list[RefusedRow]
    left_out: int = 0

    @property
    def seconds(self) -> int:
        """How long it is in all."""
        return sum(row.span.seconds for row in self.times)


def read_rows(table: Table, reading: Reading) -> Preview:
    """Read each row; of rows that share time, the one that begins first stays."""
    times: list[ReadTime] = []
    refused: list[RefusedRow] = []
    ends: dict[date, datetime] = {}
    wanted = [row for row in table.rows if _is_wanted(row, reading)]
    for row in wanted:
        try:
            if len(row.cells) != len(table.header):
                raise RowRefused(RowFault.CELLS)
            times.append(read_row(row, reading, ends))
        except RowRefused as why:
            refused.append(RefusedRow(row.line, why.fault, why.text))
    kept, collided = _apart(sorted(times))
    in_order = sorted([*refused, *collided], key=lambda row: row.line)
    return Preview(kept, in_order, len(table.rows) - len(wanted))


def without_recorded(preview: Preview, recorded: Iterable[Span]) -> Preview:
    """Refuse what is recorded already, in full or in part; recorded spans do not overlap each other."""
    taken = sorted(recorded)
    refused = [
        RefusedRow(row.line, RowFault.RECORDED if row.span in hits else RowFault.TAKEN)
        for row in preview.times
        if (hits := list(_hits(row.span, taken)))
    ]
    lines = {row.line for row in refused}
    times = [row for row in preview.times if row.line not in lines]
    in_order = sorted([*preview.refused, *refused], key=lambda row: row.line)
    return replace(preview, times=times, refused=in_order)


def _hits(span: Span, taken: list[Span]) -> Iterator[Span]:
    place = bisect_left(taken, span.start, key=lambda other: other.end)
    while place < len(taken) and taken[place].start < span.end:
        if taken[place].overlaps(span):
            yield taken[place]
        place += 1


def _apart(times: list[ReadTime]) -> tuple[list[ReadTime], list[RefusedRow]]:
    kept: list[ReadTime] = []
    refused: list[RefusedRow] = []
    for row in times:
        last = kept[-1] if kept else None
        if last is None or not last.span.overlaps(row.span):
            kept.append(row)
            continue
        is_same = (last.span, last.memo) == (row.span, row.memo)
        refused.append(
            RefusedRow(row.line, RowFault.REPEATED if is_same else RowFault.OVERLAPS, "", last.line)
        )
    return kept, refused


def _is_wanted(row: TableRow, reading: Reading) -> bool:
    return all(cell_of(row, reading, role) == value for role, value in reading.only.items())
