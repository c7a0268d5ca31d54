"""The timer as the Time page of a job shows it, and what a browser remembers of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy

from handsel.kernel import clock
from handsel.people.models import Person
from handsel.ui.fields import NoBidiTextField
from handsel.web.hours.time_form import OVERNIGHT_MAX, SuggestedTime
from handsel.web.hours.week_view import WeekView
from handsel.web.jobs.job_view import JobView
from handsel.web.jobs.weeks import current_week
from handsel.work.hours.entries.time import duration_text
from handsel.work.hours.models import PageTimer, TimeSource, TimeSpan
from handsel.work.hours.time_checks import MEMO_LENGTH_MAX
from handsel.work.hours.timer import timer_of
from handsel.work.hours.weeks import SECOND
from handsel.work.jobs.lifecycle import JobStage, Side

MINUTE = timedelta(minutes=1)
COOKIE = "timer"
"""The job on which the timer of this browser runs, and since when: `7.1764443434`; `ui/timer.js` reads it."""


class TimerForm(forms.Form):
    """What the freelancer is about to work on; `switches` is the job whose timer that stops."""

    memo = NoBidiTextField(label=gettext_lazy("What you work on"), max_length=MEMO_LENGTH_MAX)
    switches = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, **kwargs: Any) -> None:
        super().__init__(data, auto_id="timer-%s", **kwargs)


@dataclass(frozen=True)
class TimerView:
    """A job's timer: the one that runs, on this job or another of the freelancer, or the form to start it.

    `lost_last` is the last time of one that stopped by itself, if it counted at all.
    """

    job_view: JobView
    timer: PageTimer | None
    form: TimerForm
    by_hand: bool = False
    is_current: bool = True
    is_lost: bool = False
    lost_last: TimeSpan | None = None

    @property
    def is_here(self) -> bool:
        """Whether it runs on this job."""
        return self.timer is not None and self.timer.job_id == self.job_view.job.pk

    @property
    def lost_at(self) -> datetime | None:
        """Until when one counted that stopped by itself."""
        return self.lost_last.ended_at if self.lost_last else None

    @property
    def lost_stretch(self) -> SuggestedTime | None:
        """The time since one stopped by itself, if that is less than a long night ago."""
        if not self.is_lost or self.lost_last is None:
            return None
        start = self.lost_last.ended_at + (MINUTE - SECOND)
        start -= timedelta(seconds=start.second)
        end = clock.now().replace(second=0, microsecond=0)
        return (
            SuggestedTime(start, end, self.lost_last.memo) if start < end <= start + OVERNIGHT_MAX else None
        )

    @property
    def is_mine(self) -> bool:
        """Whether the reader starts and stops it."""
        return self.job_view.side is Side.FREELANCER

    @property
    def length(self) -> str:
        """How long it has run, in words."""
        seconds = int((clock.now() - self.timer.started_at).total_seconds()) if self.timer else 0
        return duration_text(seconds - seconds % 60)

    @property
    def is_shown(self) -> bool:
        """Whether the current week shows a timer: one that runs, or that the freelancer may start."""
        return self.is_current and (self.is_here or (self.is_mine and self.by_hand and self.may_start))

    @property
    def may_start(self) -> bool:
        """Whether the job goes on, so that a timer may run on it."""
        return self.job_view.job.stage == JobStage.WORKING


def load_timer_view(
    request: HttpRequest, person: Person, week_view: WeekView, form: TimerForm | None = None
) -> TimerView:
    """The timer of a job's freelancer; the client sees it only while it runs on their job."""
    job_view = week_view.job_view
    _, freelancer = job_view.job.sides()
    timer = timer_of(freelancer.person)
    if timer is not None and job_view.side is not Side.FREELANCER and timer.job_id != job_view.job.pk:
        timer = None
    lost = timer is None and remembered_job(request) == job_view.job.pk and job_view.side is Side.FREELANCER
    counted = [row for row in week_view.spans if row.source == TimeSource.ON_PAGE]
    last = max(counted, key=lambda row: row.ended_at, default=None)
    form = form or TimerForm(initial={"switches": timer.job_id if timer else None})
    is_current = week_view.row == (current_week(job_view) or job_view.weeks[-1])
    return TimerView(job_view, timer, form, week_view.by_hand, is_current, lost, last)


def remembered_job(request: HttpRequest) -> int | None:
    """The job on whose timer this browser last looked."""
    number = request.COOKIES.get(COOKIE, "").partition(".")[0]
    return int(number) if number.isascii() and number.isdigit() and len(number) < 19 else None


def remember(response: HttpResponseBase, timer: PageTimer | None) -> None:
    """Let the browser know of the timer that runs, or that none does any more."""
    if timer is None:
        response.delete_cookie(COOKIE, samesite="Lax")
    else:
        since = int(timer.started_at.timestamp())
        response.set_cookie(COOKIE, f"{timer.job_id}.{since}", samesite="Lax")
