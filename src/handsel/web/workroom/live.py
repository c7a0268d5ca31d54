"""An open Workroom: new entries, how far people have read, and what is new since the last visit."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from handsel.kernel import clock
from handsel.notices.mark_read import mark_read
from handsel.web.base.decorators import AuthenticatedRequest, page
from handsel.web.jobs.job_view import JobView, load_job_view
from handsel.web.workroom.entry_page import EntryPage, news_of_job
from handsel.web.workroom.filters import EntryFilter, parse_entry_filter
from handsel.web.workroom.timeline import EntryView
from handsel.work.workroom.read_state import ReadState, read_state, read_up_to

DIGITS_MAX = 15


@dataclass(frozen=True)
class SeenBy:
    """What the other side has seen of one's own entries, as the page shows it."""

    by: str
    number: int
    at: datetime

    @property
    def is_of_today(self) -> bool:
        """Whether the time of day is enough to say."""
        return localdate(self.at) == localdate(clock.now())


@dataclass(frozen=True)
class LiveState:
    """What an open Workroom page needs to stay current: where to poll, and who has seen what.

    New are the entries by others after the number that the person had read at their last visit.
    """

    news: str
    seen: int
    new: frozenset[int]
    new_below: int | None
    receipt: SeenBy | None


def live_state(
    request: AuthenticatedRequest, job_view: JobView, entry_filter: EntryFilter, page_obj: EntryPage
) -> dict[str, object]:
    """The context that keeps this page current; empty for a search or an earlier page."""
    if entry_filter.searches or page_obj.later is not None or not page_obj.rows:
        return {}
    state = read_state(request.user, job_view.job)
    seen = _seen_before(request, state)
    news = f"{reverse('room-news', args=[job_view.job.pk])}?show={entry_filter.group}"
    new = _new_entries(request, page_obj.rows, seen)
    room = LiveState(
        news, seen, new, _newest_seen(page_obj.rows, seen) if new else None, _receipt(job_view, state)
    )
    newest = page_obj.rows[0].entry.number
    return {"room": room, "listens": f"?room={job_view.job.pk}&after={newest}&read={state.others}"}


@page()
def news(request: AuthenticatedRequest, number: int) -> HttpResponse:
    """The entries after a number, for the top of an open page; and who has seen what."""
    job_view = load_job_view(request.user, number)
    requested = parse_entry_filter(request.GET.dict())
    entry_filter = EntryFilter(requested.group, after=requested.after or 0)
    room = {"receipt": _receipt(job_view, read_state(request.user, job_view.job))}
    context = {
        "job_view": job_view,
        "entry_filter": entry_filter,
        "page_obj": news_of_job(job_view, entry_filter),
        "room": room,
    }
    return render(request, "web/workroom/live.html", context)


@page("POST")
def reading(request: AuthenticatedRequest, number: int) -> HttpResponse:
    """Note how far this person has read; a GET never does."""
    job_view = load_job_view(request.user, number)
    before, to = read_up_to(request.user, job_view.job, _integer(request.POST.get("number", "")), clock.now())
    mark_read(request.user, job_view.job, before, to, clock.now())
    return HttpResponse(status=204) if request.htmx else redirect("workroom", number)


def _receipt(job_view: JobView, state: ReadState) -> SeenBy | None:
    receipt, party = state.receipt, job_view.job.party(job_view.other)
    if receipt is None or party is None or party.person_id != receipt.by:
        return None
    return SeenBy(party.person.first_name, receipt.number, receipt.at)


def _seen_before(request: AuthenticatedRequest, state: ReadState) -> int:
    """How far a person had read when the page was opened: entries that load later use the same mark."""
    return min(_integer(request.GET.get("seen", "")), state.number) if "seen" in request.GET else state.number


def _new_entries(request: AuthenticatedRequest, rows: list[EntryView], seen: int) -> frozenset[int]:
    """The entries by others since then, as the list of jobs counts them."""
    others = [row.entry for row in rows if row.entry.actor != request.user.pk]
    return frozenset(entry.number for entry in others if entry.number > seen)


def _newest_seen(rows: list[EntryView], seen: int) -> int | None:
    """The newest entry that was seen before."""
    return next((row.entry.number for row in rows if row.entry.number <= seen), None)


def _integer(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) <= DIGITS_MAX else 0
