"""Time that devices sent and that could not count, in words: when it was, why not, and what can be done."""

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import NotFound, RefusalText
from handsel.people.models import Person
from handsel.ui.datetime_format import when_text
from handsel.work.hours.entries.time import duration_text
from handsel.work.hours.models import ReceivedSegment
from handsel.work.hours.tracking import refusal_of
from handsel_verify.segments import segment_from

ROWS_SHOWN = 50
_NOT_YOURS = gettext_noop("This job is not yours.")
_ASK = gettext_noop("Ask the client whether you still work on it.")


@dataclass(frozen=True)
class RefusedTime:
    """One segment whose time does not count."""

    row: ReceivedSegment
    start: datetime
    seconds: int

    @property
    def when(self) -> str:
        """When it began."""
        return when_text(self.start)

    @property
    def length(self) -> str:
        """How long it is."""
        return duration_text(self.seconds)

    @property
    def words(self) -> RefusalText:
        """Why it does not count, and what can be done."""
        refusal = refusal_of(self.row)
        if isinstance(refusal, NotFound):
            refusal = NotFound(_NOT_YOURS, way_out=_ASK)
        return refusal.worded(gettext)


def refused_time(person: Person, page: str | None) -> "Page[RefusedTime]":
    """A page of the times of a person's devices that could not count, the newest first."""
    rows = ReceivedSegment.objects.refused_of(person).select_related("device", "job")
    shown = Paginator(rows, ROWS_SHOWN).get_page(page)
    shown.object_list = [_of(row) for row in shown.object_list]
    return shown


def _of(row: ReceivedSegment) -> RefusedTime:
    spans = segment_from(row.content.encode()).spans
    seconds = sum(int((end - start).total_seconds()) for start, end in spans)
    return RefusedTime(row, spans[0][0], seconds)
