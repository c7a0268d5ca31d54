"""The lines of a Workroom: an entry each, but one for the time that was tracked on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _

from handsel.ui.datetime_format import day_text
from handsel.web.workroom.timeline import EntryView
from handsel.work.hours.entries.time import duration_text
from handsel.work.hours.entries.tracked import TRACKED, is_opening


@dataclass(frozen=True)
class EntryLine:
    """Entries that follow each other and stand in one line, newest first."""

    rows: list[EntryView]

    @property
    def is_folded(self) -> bool:
        """Whether it is one line for several entries, which open below it."""
        return len(self.rows) > 1

    @property
    def day(self) -> date:
        """The reader's day."""
        return self.rows[0].day

    @property
    def title(self) -> str:
        """How much was tracked on the day, in how many blocks."""
        spans = [span for row in self.rows for span in row.facts["spans"]]
        length = duration_text(sum(span["seconds"] for span in spans))
        words = _("The Tracker recorded {time} on {day}, in {many} blocks")
        return words.format(time=length, day=day_text(self.day), many=len(self.rows))


def entry_lines(rows: Iterable[EntryView]) -> list[EntryLine]:
    """Entries by line: tracked time of one day that no other entry parts is one."""
    lines = []
    for day, following in groupby(rows, _tracked_on):
        views = list(following)
        lines += [EntryLine(views)] if day is not None else [EntryLine([view]) for view in views]
    return lines


def _tracked_on(row: EntryView) -> date | None:
    """The day of an entry about tracked time; None for others, and for late time that opened a supplement."""
    if row.entry.kind != TRACKED.name or row.entry.is_erased or is_opening(row.facts):
        return None
    return row.day
