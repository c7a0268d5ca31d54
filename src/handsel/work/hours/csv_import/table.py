"""A CSV file as a table: its encoding and its separator are found, its rows keep their line."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from io import StringIO

from handsel.record.file_types import TEXT, decoded, type_of

ROWS_MAX = 20_000
"""Years of one person's time, which are read in less than a second."""
COLUMNS_MAX = 100
_SEPARATORS = ",;\t|"
_HEAD_LINES = 20


class Unreadable(StrEnum):
    """Why a file is no table."""

    NOT_TEXT = "not text"
    NO_HEADER = "no header"
    NO_ROWS = "no rows"
    TOO_MANY_ROWS = "too many rows"
    TOO_MANY_COLUMNS = "too many columns"
    NO_NAMES = "no names"
    QUOTES = "quotes"


class NotATable(ValueError):
    """A file that cannot be read as a table, with the reason and, where there is one, the line."""

    def __init__(self, reason: Unreadable, line: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


@dataclass(frozen=True)
class TableRow:
    """A row of a table: the line of the file on which it ends, and a cell for each column of the row."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """The names of the columns, and the rows, of which some may have more or fewer cells than names."""

    header: tuple[str, ...]
    rows: list[TableRow]


def read_table(content: bytes) -> Table:
    """Read the bytes of a CSV file; raises `NotATable`.

    Text is UTF-8, what its byte order mark says, or guessed. Cells are separated by whatever of comma,
    semicolon, tab and bar gives most of its first lines as many cells as the header. Empty lines go.
    """
    if type_of(content) != TEXT:
        raise NotATable(Unreadable.NOT_TEXT)
    lines = list(StringIO(decoded(content), newline=""))
    rows = _rows(lines, _separator(lines[:_HEAD_LINES]))
    header = next(rows, None)
    if header is None:
        raise NotATable(Unreadable.NO_HEADER)
    if len(header.cells) > COLUMNS_MAX:
        raise NotATable(Unreadable.TOO_MANY_COLUMNS)
    if sum(map(bool, header.cells)) < 2:
        raise NotATable(Unreadable.NO_NAMES, header.line)
    return Table(header.cells, _within_limits(rows))


def _within_limits(rows: Iterator[TableRow]) -> list[TableRow]:
    kept: list[TableRow] = []
    for row in rows:
        if len(kept) == ROWS_MAX:
            raise NotATable(Unreadable.TOO_MANY_ROWS, row.line)
        kept.append(row)
    if not kept:
        raise NotATable(Unreadable.NO_ROWS)
    return kept


def _rows(lines: list[str], separator: str) -> Iterator[TableRow]:
    reader = csv.reader(lines, delimiter=separator, strict=True)
    try:
        for cells in reader:
            trimmed = tuple(cell.strip() for cell in cells)
            if any(trimmed):
                yield TableRow(reader.line_num, trimmed)
    except csv.Error:
        raise NotATable(Unreadable.QUOTES, reader.line_num) from None


def _separator(lines: list[str]) -> str:
    """The separator with which most of the first lines have as many cells as the header: several."""
    return max(_SEPARATORS, key=lambda separator: _lines_like_the_first(lines, separator))


def _lines_like_the_first(lines: list[str], separator: str) -> tuple[int, int]:
    try:
        widths = [len(cells) for cells in csv.reader(lines, delimiter=separator) if cells]
    except csv.Error:
        return 0, 0
    return (widths.count(widths[0]), widths[0]) if widths and widths[0] > 1 else (0, 0)
