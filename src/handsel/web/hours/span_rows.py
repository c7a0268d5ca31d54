"""The time of a week in words, and as the rows of a table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handsel.ui.badges import badge
from handsel.ui.datetime_format import day_text, day_time, when_text
from handsel.work.hours.entries.time import duration_text
from handsel.work.hours.models import TimeSource, TimeSpan

_PROTECTION: dict[TimeSource, Promise] = {
    TimeSource.BY_HAND: gettext_lazy("Manual: not protected"),
    TimeSource.IMPORTED: gettext_lazy("Imported: not protected"),
    TimeSource.ON_PAGE: gettext_lazy("Timer on the page: not protected"),
    TimeSource.TRACKED: gettext_lazy("Tracked without screenshots: not protected"),
}
_ROW = (
    '<tr id="time-{}"><th scope="row">{}</th><td data-label="{}">{}</td>'
    '<td data-label="{}"><span class="wrap">{}</span></td>'
    '<td data-label="{}">{}</td><td data-label="{}" class="num">{}</td>{}</tr>'
)
_CHANGE = '<td class="act"><a href="{}">{}<span class="hide"> {}</span></a></td>'
"""A row, and the link to change its time. A page has dozens: no template renders each."""


@dataclass(frozen=True)
class SpanRow:
    """A span of time, in words."""

    time: TimeSpan

    @property
    def when(self) -> str:
        """From when to when."""
        return period_text(self.time.started_at, self.time.ended_at)

    @property
    def protection(self) -> str:
        """How it was recorded, and that it is not protected."""
        return str(_PROTECTION[TimeSource(self.time.source)])

    @property
    def length(self) -> str:
        """How long."""
        return duration_text(self.time.span.seconds)


def table_rows(rows: Iterable[SpanRow], *, changes: bool) -> SafeString:
    """Time as the rows of a table; with `changes`, each has a link to change it."""
    labels = _("When"), _("What it was for"), _("Protection"), _("Time")
    badges = {source: badge("warn", "bare", str(words), bare=True) for source, words in _PROTECTION.items()}
    change = _("Change") if changes else ""
    return format_html_join(
        "", _ROW, (_row(row, labels, badges[TimeSource(row.time.source)], change) for row in rows)
    )


def _row(row: SpanRow, labels: Sequence[str], protection: SafeString, change: str) -> list[object]:
    """What stands in a row: each value after its label for a narrow page."""
    key, when = row.time.pk, row.when
    link = format_html(_CHANGE, reverse("time-change", args=[key]), change, when) if change else ""
    labelled = zip(labels, (when, row.time.memo, protection, row.length), strict=True)
    return [key, day_time(row.time.started_at), *chain.from_iterable(labelled), link]


def period_text(start: datetime, end: datetime) -> str:
    """When time was: `13:00 to 14:30`, with the day of its end if that is another."""
    first, last = timezone.localtime(start), timezone.localtime(end)
    until = when_text(end, "time")
    if last.date() != first.date():
        until = _("{day}, {time}").format(day=day_text(last.date()), time=until)
    return _("{start} to {end}").format(start=when_text(start, "time"), end=until)
