"""The time of a week in words, and as the rows of a table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handsel.ui.badges import badge
from handsel.ui.datetime_format import day_text, day_time, when_text
from handsel.web.hours.protection_words import protection_text
from handsel.work.hours.entries.time import duration_text
from handsel.work.hours.models import TimeSource, TimeSpan
from handsel.work.hours.protection import BlockVerdict

_PROTECTION: dict[TimeSource, Promise] = {
    TimeSource.BY_HAND: gettext_lazy("Manual: not protected"),
    TimeSource.IMPORTED: gettext_lazy("Imported: not protected"),
    TimeSource.ON_PAGE: gettext_lazy("Timer on the page: not protected"),
}
_ROW = (
    '<tr id="time-{}"><th scope="row">{}</th><td data-label="{}">{}</td>'
    '<td data-label="{}"><span class="wrap">{}</span></td>'
    '<td data-label="{}">{}</td><td data-label="{}" class="num">{}</td>{}</tr>'
)
_CHANGE = '<td class="act"><a href="{}">{}<span class="hide"> {}</span></a></td>'
"""A row, and the link to change its time. A page has dozens: no template renders each, and what they share
is escaped once."""


@dataclass(frozen=True)
class SpanRow:
    """A span of time, in words."""

    time: TimeSpan
    verdict: BlockVerdict

    @property
    def is_tracked(self) -> bool:
        """Whether a device tracked it: it stays as it was recorded."""
        return bool(self.time.source == TimeSource.TRACKED)

    @property
    def when(self) -> str:
        """From when to when."""
        return period_text(self.time.started_at, self.time.ended_at)

    @property
    def protection(self) -> str:
        """How it was recorded, and whether it is protected."""
        return _protection(self)

    @property
    def length(self) -> str:
        """How long."""
        return duration_text(self.time.span.seconds)


def table_rows(rows: Iterable[SpanRow], *, changes: bool) -> SafeString:
    """Time as the rows of a table; with `changes`, each has a link to change it."""
    labels = [escape(label) for label in (_("When"), _("What it was for"), _("Protection"), _("Time"))]
    badges: dict[str, SafeString] = {}
    change = escape(_("Change")) if changes else ""
    return format_html_join("", _ROW, (_row(row, labels, _badge(row, badges), change) for row in rows))


def _protection(row: SpanRow) -> str:
    if not row.is_tracked:
        return str(_PROTECTION[TimeSource(row.time.source)])
    return _("Tracked, {protection}").format(protection=protection_text(row.verdict))


def _badge(row: SpanRow, made: dict[str, SafeString]) -> SafeString:
    """Its protection as a badge; a page has dozens that say the same."""
    words = row.protection
    if words not in made:
        is_safe = row.is_tracked and row.verdict.is_protected
        look = ("busy", "shield") if is_safe else ("warn", "bare")
        if row.is_tracked and row.verdict.is_awaited:
            look = ("mute", "wait")
        made[words] = badge(*look, words, bare=True)
    return made[words]


def _row(row: SpanRow, labels: Sequence[str], protection: SafeString, change: str) -> list[object]:
    """What stands in a row: each value after its label for a narrow page."""
    key, when = row.time.pk, escape(row.when)
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
