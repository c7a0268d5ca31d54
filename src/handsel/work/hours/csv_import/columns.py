"""What the columns of a file hold: exports of known tools are recognised, others are mapped by a person."""

from dataclasses import dataclass
from enum import StrEnum

from handsel.work.hours.csv_import.table import Table


class Role(StrEnum):
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


Columns = dict[Role, int]
"""The place of the column for each role, counted from 0."""

TOOLS: dict[str, dict[Role, tuple[str, ...]]] = {
    "Toggl Track": {
        Role.DAY: ("start date",),
        Role.START: ("start time",),
        Role.END_DAY: ("end date", "stop date"),
        Role.END: ("end time", "stop time"),
        Role.DURATION: ("duration",),
        Role.MEMO: ("description",),
        Role.TASK: ("task",),
        Role.PROJECT: ("project",),
        Role.PERSON: ("email", "user", "member"),
    },
    "Clockify": {
        Role.DAY: ("start date",),
        Role.START: ("start time",),
        Role.END_DAY: ("end date",),
        Role.END: ("end time",),
        Role.DURATION: ("duration (h)",),
        Role.HOURS: ("duration (decimal)",),
        Role.MEMO: ("description",),
        Role.TASK: ("task",),
        Role.PROJECT: ("project",),
        Role.PERSON: ("email", "user"),
    },
    "Kimai": {
        Role.DAY: ("date",),
        Role.START: ("from", "begin", "in"),
        Role.END: ("to", "end", "out"),
        Role.DURATION: ("duration",),
        Role.MEMO: ("description",),
        Role.TASK: ("activity",),
        Role.PROJECT: ("project",),
        Role.PERSON: ("username", "user"),
    },
    "Harvest": {
        Role.DAY: ("date",),
        Role.START: ("started at", "start time"),
        Role.END: ("ended at", "end time"),
        Role.HOURS: ("hours",),
        Role.MEMO: ("notes",),
        Role.TASK: ("task",),
        Role.PROJECT: ("project",),
        Role.PERSON: ("email", "first name"),
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

_OTHER_NAMES: dict[Role, tuple[str, ...]] = {
    Role.DAY: ("day", "date", "start date"),
    Role.START: ("start", "start time", "from", "begin", "started", "started at"),
    Role.END_DAY: ("end day", "end date"),
    Role.END: ("end", "end time", "to", "stop", "ended", "ended at"),
    Role.DURATION: ("duration", "time", "length"),
    Role.HOURS: ("hours", "decimal hours", "duration (decimal)"),
    Role.MEMO: ("memo", "description", "note", "notes", "comment", "what"),
    Role.TASK: ("task", "activity"),
    Role.PROJECT: ("project",),
    Role.PERSON: ("person", "user", "name", "email"),
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


def lacking(columns: Columns, *, has_first_start: bool) -> list[Role]:
    """The roles without which no row says when it was and how long; one of several is named by its first.

    With `has_first_start`, a person said when each day begins, and a file needs no starts.
    """
    needed = [Role.DAY] if has_first_start else [Role.DAY, Role.START]
    lengths = (
        [Role.DURATION, Role.HOURS] if Role.START not in columns else [Role.DURATION, Role.END, Role.HOURS]
    )
    missing = [role for role in needed if role not in columns]
    return missing if any(role in columns for role in lengths) else [*missing, Role.DURATION]


def values_of(table: Table, place: int) -> list[str]:
    """The values of a column, each once, in the order of the file: whose rows or projects there are."""
    return list(dict.fromkeys(row.cells[place] for row in table.rows if place < len(row.cells)))


def _places(names: list[str], wanted: dict[Role, tuple[str, ...]]) -> Columns:
    found = {role: next((name for name in known if name in names), None) for role, known in wanted.items()}
    return {role: names.index(name) for role, name in found.items() if name is not None}
