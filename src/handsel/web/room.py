"""A Workroom while it is open: what came, how far its people have read, and what is new since."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from handsel.kernel import clock
from handsel.notices.seeing import see
from handsel.web.asking import Asking, page
from handsel.web.leaves import Leaf, news_of_job
from handsel.web.standings import Standing, standing
from handsel.web.timeline import Shown
from handsel.web.wanted import Wanted, wanted_in
from handsel.work.workroom.reading import Sight, read_up_to, sight_of

DIGITS_MAX = 15


@dataclass(frozen=True)
class Seen:
    """What the other side has seen of one's own, as the page says it."""

    by: str
    number: int
    at: datetime

    @property
    def is_of_today(self) -> bool:
        """Whether the time of day is enough to say."""
        return localdate(self.at) == localdate(clock.now())


@dataclass(frozen=True)
class Open:
    """What a page that shows a Workroom keeps up with: where its news are, and who has seen what.

    New is what others did since a person was here, who had seen the record up to a number then.
    """

    news: str
    seen: int
    new: frozenset[int]
    new_below: int | None
    receipt: Seen | None


def kept_up(request: Asking, where: Standing, wanted: Wanted, leaf: Leaf) -> dict[str, object]:
    """How the page at hand is kept up to date; one that searches, or shows the past, is not."""
    if wanted.searches or leaf.later is not None or not leaf.rows:
        return {}
    sight = sight_of(request.user, where.job)
    seen = _seen_before(request, sight)
    news = f"{reverse('room-news', args=[where.job.pk])}?show={wanted.group}"
    new = _new(request, leaf.rows, seen)
    room = Open(news, seen, new, _below(leaf.rows, seen) if new else None, _seen(where, sight))
    newest = leaf.rows[0].entry.number
    return {"room": room, "listens": f"?room={where.job.pk}&after={newest}&read={sight.others}"}


@page()
def news(request: Asking, number: int) -> HttpResponse:
    """The entries after one, as the page that shows it puts them on top; and who has seen what."""
    where = standing(request.user, number)
    asked = wanted_in(request.GET.dict())
    wanted = Wanted(asked.group, after=asked.after or 0)
    room = {"receipt": _seen(where, sight_of(request.user, where.job))}
    told = {"standing": where, "wanted": wanted, "leaf": news_of_job(where, wanted), "room": room}
    return render(request, "web/workroom/news.html", told)


@page("POST")
def reading(request: Asking, number: int) -> HttpResponse:
    """Note how far this person has read; no page that is only asked for does so."""
    where = standing(request.user, number)
    before, to = read_up_to(request.user, where.job, _whole(request.POST.get("number", "")), clock.now())
    see(request.user, where.job, before, to, clock.now())
    return HttpResponse(status=204) if request.htmx else redirect("workroom", number)


def _seen(where: Standing, sight: Sight) -> Seen | None:
    receipt, party = sight.receipt, where.job.party(where.other)
    if receipt is None or party is None or party.person_id != receipt.by:
        return None
    return Seen(party.person.first_name, receipt.number, receipt.at)


def _seen_before(request: Asking, sight: Sight) -> int:
    """How far a person had read when the page was opened: what it adds is as new as what it had first."""
    return min(_whole(request.GET.get("seen", "")), sight.number) if "seen" in request.GET else sight.number


def _new(request: Asking, rows: list[Shown], seen: int) -> frozenset[int]:
    """The entries that others made since, which are those that the page of all jobs counts."""
    others = [row.entry for row in rows if row.entry.actor != request.user.pk]
    return frozenset(entry.number for entry in others if entry.number > seen)


def _below(rows: list[Shown], seen: int) -> int | None:
    """The newest entry that was seen before."""
    return next((row.entry.number for row in rows if row.entry.number <= seen), None)


def _whole(said: str) -> int:
    return int(said) if said.isdecimal() and len(said) <= DIGITS_MAX else 0
