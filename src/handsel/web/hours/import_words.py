"""Why rows of a file are not imported, in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handsel.work.hours.csv_import.faults import RefusedRow, RowFault

LINES_SHOWN = 100
"""How many refused rows a page lists."""

FAULT_WORDS = {
    RowFault.CELLS: gettext_lazy("It has more or fewer cells than the first line has names."),
    RowFault.NO_DAY: gettext_lazy("“{text}” cannot be read as a day."),
    RowFault.NO_START: gettext_lazy("“{text}” cannot be read as a start."),
    RowFault.NO_LENGTH: gettext_lazy("“{text}” cannot be read as a duration."),
    RowFault.NO_MEMO: gettext_lazy("It does not say what was done."),
    RowFault.LONG_MEMO: gettext_lazy("Its memo is longer than 400 characters: “{text}…”"),
    RowFault.ODD_MEMO: gettext_lazy("Its memo has hidden characters."),
    RowFault.NEVER: gettext_lazy("The clocks did not show “{text}” on that day."),
    RowFault.END_DIFFERS: gettext_lazy("Start and duration do not give its end: “{text}”."),
    RowFault.NOT_AFTER: gettext_lazy("Its end “{text}” is not after its start."),
    RowFault.TOO_LONG: gettext_lazy("It is longer than 24 hours."),
    RowFault.REPEATED: gettext_lazy("It is the same as line {other}."),
    RowFault.OVERLAPS: gettext_lazy("It overlaps line {other}."),
    RowFault.RECORDED: gettext_lazy("It is recorded already."),
    RowFault.TAKEN: gettext_lazy("Some of it is recorded already, on this job or another."),
    RowFault.TO_COME: gettext_lazy("It is not over yet, or after the job was ended."),
    RowFault.OUTSIDE: gettext_lazy("The job has no week at that time."),
    RowFault.SUBMITTED: gettext_lazy("The timesheet of its week was submitted."),
    RowFault.PAUSED: gettext_lazy("The job was paused during some of it."),
}


@dataclass(frozen=True)
class RefusedLine:
    """A row that is not imported: its line, and why."""

    line: int
    words: str


def refused_lines(rows: Sequence[RefusedRow]) -> list[RefusedLine]:
    """The first rows that are not imported, in words."""
    return [RefusedLine(row.line, fault_text(row)) for row in rows[:LINES_SHOWN]]


def fault_text(row: RefusedRow) -> str:
    """Why a row is not imported."""
    if not row.text and "{text}" in str(FAULT_WORDS[row.fault]):
        return _("A cell that is needed is empty.")
    return str(FAULT_WORDS[row.fault]).format(text=row.text, other=row.other_line)
