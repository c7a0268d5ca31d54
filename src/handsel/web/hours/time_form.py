"""The forms of time: its memo, and of time by hand a day, a start and an end, in the person's time zone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handsel.kernel import clock
from handsel.kernel.refusals import Refusal
from handsel.ui.fields import NoBidiTextField
from handsel.web.hours.week_grid import day_label
from handsel.work.hours.csv_import.instants import instants_of
from handsel.work.hours.models import TimeSpan
from handsel.work.hours.refusals import (
    FutureTime,
    MemoMissing,
    NotByHand,
    SpanTooLong,
    TimeOutside,
    TimeOverlaps,
    TimePaused,
    TimeSuspended,
    WeekSubmitted,
)
from handsel.work.hours.time_checks import MEMO_LENGTH_MAX
from handsel.work.hours.weeks import Span

OVERNIGHT_MAX = timedelta(hours=12)
"""An end before the start is one of the next day, unless that is longer than this: then it is a slip."""

REFUSED_FIELDS: dict[type[Refusal], str | None] = {
    FutureTime: "end",
    MemoMissing: "memo",
    NotByHand: None,
    SpanTooLong: "end",
    TimeOutside: "day",
    TimeOverlaps: "start",
    TimePaused: "start",
    TimeSuspended: "start",
    WeekSubmitted: "day",
}
"""The field beside which each refusal stands."""

_TIME_INPUT = {"type": "time"}


@dataclass(frozen=True)
class SuggestedTime:
    """Time that the form is filled in with: it is added only if the freelancer sends it."""

    started_at: datetime
    ended_at: datetime
    memo: str


class MemoForm(forms.Form):
    """The memo of time."""

    memo = NoBidiTextField(label=gettext_lazy("What you worked on"), max_length=MEMO_LENGTH_MAX)

    def refuse(self, refusal: Refusal) -> None:
        """Say why an act was refused, beside its field."""
        words, field = refusal.worded(_), REFUSED_FIELDS[type(refusal)]
        self.add_error(field if field in self.fields else None, f"{words.what} {words.way_out}")


class TimeForm(MemoForm):
    """Time by hand; `initial` is the time to change."""

    day = forms.TypedChoiceField(label=gettext_lazy("Day"), coerce=date.fromisoformat)
    start = forms.TimeField(
        label=gettext_lazy("From"), widget=forms.TimeInput(attrs=_TIME_INPUT, format="%H:%M")
    )
    end = forms.TimeField(label=gettext_lazy("To"), widget=forms.TimeInput(attrs=_TIME_INPUT, format="%H:%M"))
    field_order = ("day", "start", "end", "memo")

    def __init__(
        self,
        data: QueryDict | None,
        *,
        days: Sequence[date],
        week: Span | None = None,
        changed: TimeSpan | None = None,
        suggested: SuggestedTime | None = None,
    ) -> None:
        if suggested is not None and timezone.localtime(suggested.started_at).date() not in days:
            suggested = None
        filled = changed or suggested
        super().__init__(data, initial=_initial(filled) if filled else {"day": _today_in(days, week)})
        self.is_suggested = suggested is not None
        self.changed = changed
        choices = [(day.isoformat(), day_label(day, week)) for day in days]
        self.fields["day"].choices = choices  # type: ignore[attr-defined]
        if changed is not None and (changed.started_at.second or changed.ended_at.second):
            for name in ("start", "end"):
                self.fields[name].widget = forms.TimeInput({**_TIME_INPUT, "step": "1"}, format="%H:%M:%S")

    def clean(self) -> dict[str, Any]:
        """Find the instants of both times; a time that the clocks leave out is refused."""
        cleaned = super().clean() or {}
        day, start, end = (cleaned.get(name) for name in ("day", "start", "end"))
        if day is not None and start is not None and end is not None:
            self._set_instants(cleaned, day, start, end)
        return cleaned

    def _set_instants(self, cleaned: dict[str, Any], day: date, start: time, end: time) -> None:
        began = self.changed.started_at if self.changed else None
        ended = self.changed.ended_at if self.changed else None
        first = _kept(_instants(day, start), began)
        if first is None:
            self.add_error("start", _("The clocks did not show this time on that day."))
            return
        today = [instant for instant in _instants(day, end) if instant > first]
        last = _kept(today or _instants(day + timedelta(days=1), end), ended)
        if last is None:
            self.add_error("end", _("The clocks did not show this time on that day."))
        elif not today and last - first > OVERNIGHT_MAX:
            self.add_error("end", _("The end is not after the start."))
        cleaned["started_at"], cleaned["ended_at"] = first, last


def _instants(day: date, shown: time) -> list[datetime]:
    return list(instants_of(day, shown, timezone.get_current_timezone()))


def _kept(instants: list[datetime], before: datetime | None) -> datetime | None:
    """The instant that it was before, of the two of a clock that is set back; else the first."""
    return before if before in instants else next(iter(instants), None)


def _today_in(days: Sequence[date], week: Span | None) -> date | None:
    now = clock.now()
    today = timezone.localtime(now).date() if week is None or now < week.end else None
    return today if today in days else next(iter(days), None)


def _initial(changed: TimeSpan | SuggestedTime) -> dict[str, Any]:
    start, end = timezone.localtime(changed.started_at), timezone.localtime(changed.ended_at)
    return {"day": start.date(), "start": start.time(), "end": end.time(), "memo": changed.memo}
