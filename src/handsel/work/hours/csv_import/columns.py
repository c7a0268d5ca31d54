"""What the columns of a file hold: exports of known tools are recognised, others are mapped by a person."""

from dataclasses import dataclass
from enum import StrEnum

from handsel.work.hours.csv_import.table import Table


class ColumnRole(StrEnum):
    """What a column says of a row of time."""

    DAY = "day"
    START = "start"
    END_DAY = "end day"
    END = "end"
    DURATION = "duration"
    HOURS = "hours"
    MEMO = "memo"
    TASK = "task"
    PROJECT = "project"
    PERSON = "person"


Columns = dict[ColumnRole, int]
"""The place of the column for each role, counted from 0."""

TOOLS: dict[str, dict[ColumnRole, tuple[str, ...]]] = {
    "Toggl Track": {
        ColumnRole.DAY: ("start date",),
        ColumnRole.START: ("start time",),
        ColumnRole.END_DAY: ("end date", "stop date"),
        ColumnRole.END: ("end time", "stop time"),
        ColumnRole.DURATION: ("duration",),
        ColumnRole.MEMO: ("description",),
        ColumnRole.TASK: ("task",),
        ColumnRole.PROJECT: ("project",),
        ColumnRole.PERSON: ("email", "user", "member"),
    },
    "Clockify": {
        ColumnRole.DAY: ("start date",),
        ColumnRole.START: ("start time",),
        ColumnRole.END_DAY: ("end date",),
        ColumnRole.END: ("end time",),
        ColumnRole.DURATION: ("duration (h)",),
        ColumnRole.HOURS: ("duration (decimal)",),
        ColumnRole.MEMO: ("description",),
        ColumnRole.TASK: ("task",),
        ColumnRole.PROJECT: ("project",),
        ColumnRole.PERSON: ("email", "user"),
    },
    "Kimai": {
        ColumnRole.DAY: ("date",),
        ColumnRole.START: ("from", "begin", "in"),
        ColumnRole.END: ("to", "end", "out"),
        ColumnRole.DURATION: ("duration",),
        ColumnRole.MEMO: ("description",),
        ColumnRole.TASK: ("activity",),
        ColumnRole.PROJECT: ("project",),
        ColumnRole.PERSON: ("username", "user"),
    },
    "Harvest": {
        ColumnRole.DAY: ("date",),
        ColumnRole.START: ("started at", "start time"),
        ColumnRole.END: ("ended at", "end time"),
        ColumnRole.HOURS: ("hours",),
        ColumnRole.MEMO: ("notes",),
        ColumnRole.TASK: ("task",),
        ColumnRole.PROJECT: ("project",),
        ColumnRole.PERSON: ("email", "first name"),
    },
}
"""Names of columns, in small letters, in the exports of each tool; of several the first that there is."""

_MARKS = {
    "Toggl Track": {"start date", "start time", "duration", "description"},
    "Clockify": {"start date", "start time", "duration (h)", "description"},
    "Kimai": {"date", "duration", "activity", "description"},
    "Harvest": {"date", "hours", "notes", "task"},
}
"""Names that all stand in an export of a tool, and together in that of no other."""

_OTHER_NAMES: dict[ColumnRole, tuple[str, ...]] = {
    ColumnRole.DAY: ("day", "date", "start date"),
    ColumnRole.START: ("start", "start time", "from", "begin", "started", "started at"),
    ColumnRole.END_DAY: ("end day", "end date"),
    ColumnRole.END: ("end", "end time", "to", "stop", "ended", "ended at"),
    ColumnRole.DURATION: ("duration", "time", "length"),
    ColumnRole.HOURS: ("hours", "decimal hours", "duration (decimal)"),
    ColumnRole.MEMO: ("memo", "description", "note", "notes", "comment", "what"),
    ColumnRole.TASK: ("task", "activity"),
    ColumnRole.PROJECT: ("project",),
    ColumnRole.PERSON: ("person", "user", "name", "email"),
}


@dataclass(frozen=True)
class Recognised:
    """The tool whose export a file seems to be, empty if unknown, and what its columns hold."""

    tool: str
    columns: Columns


def recognise(header: tuple[str, ...]) -> Recognised:
    """Find the tool and the columns by the names in a header; a person may map them otherwise."""
    names = [name.casefold() for name in header]
    for tool, marks in _MARKS.items():
        if marks <= set(names):
            return Recognised(tool, _places(names, TOOLS[tool]))
    return Recognised("", _places(names, _OTHER_NAMES))


def lacking(columns: Columns, *, has_first_start: bool) -> list[ColumnRole]:
    """The roles without which no row says when it was and how long; one of several is named by its first.

    With `has_first_start`, a person said when each day begins, and a file needs no starts.
    """
    needed = [ColumnRole.DAY] if has_first_start else [ColumnRole.DAY, ColumnRole.START]
    lengths = (
        [ColumnRole.DURATION, ColumnRole.HOURS]
        if ColumnRole.START not in columns
        else [ColumnRole.DURATION, ColumnRole.END, ColumnRole.HOURS]
    )
    missing = [role for role in needed if role not in columns]
    return missing if any(role in columns for role in lengths) else [*missing, ColumnRole.DURATION]


def values_of(table: Table, place: int) -> list[str]:
    """The values of a column, each once, in the order of the file: whose rows or projects there are."""
    return list(dict.fromkeys(row.cells[place] for row in table.rows if place < len(row.cells)))


def _places(names: list[str], wanted: dict[ColumnRole, tuple[str, ...]]) -> Columns:
    names_used = {
        role: next((name for name in known if name in names), None) for role, known in wanted.items()
    }
    return {role: names.index(name) for role, name in names_used.items() if name is not None}
