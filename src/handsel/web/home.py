"""Home and the list of jobs: what needs me now, what goes on, and where the money is."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from handsel.kernel import clock
from handsel.web.asking import Asking, page
from handsel.web.heads import face_of
from handsel.web.needs import needs
from handsel.web.nexts import next_of
from handsel.web.purse import purses
from handsel.web.standings import Standing, standings
from handsel.web.states import job_state, tally
from handsel.work.jobs.models import Job
from handsel.work.jobs.stages import CLOSED
from handsel.work.workroom.reading import unread

SHOWN_AT_HOME = 20
SHOWN_IN_LIST = 30


@page()
def home(request: Asking) -> HttpResponse:
    """What needs this person now in any of their open jobs, the newest of these, and their money."""
    mine = Job.objects.of(request.user)
    found = standings(request.user, mine.open().with_people().order_by("-id"))
    told = {
        "now": clock.now(),
        "needs": needs(found),
        "rows": rows_of(request, found[:SHOWN_AT_HOME]),
        "open": len(found),
        "closed": mine.filter(stage__in=CLOSED).count(),
        "purses": purses(request.user),
    }
    return render(request, "web/home.html", told)


@page()
def jobs(request: Asking) -> HttpResponse:
    """All jobs of this person, newest first, open or closed."""
    mine = Job.objects.of(request.user).with_people().order_by("-id")
    shown = request.GET.get("show", "")
    if shown in ("open", "closed"):
        mine = mine.open() if shown == "open" else mine.filter(stage__in=CLOSED)
    leaf = Paginator(mine, SHOWN_IN_LIST).get_page(request.GET.get("page"))
    rows = rows_of(request, standings(request.user, leaf.object_list))
    return render(request, "web/jobs.html", {"rows": rows, "leaf": leaf, "shown": shown})


def rows_of(request: Asking, found: list[Standing]) -> list[dict[str, object]]:
    """Jobs as rows of a list, each with how much is new in its Workroom."""
    new = unread(request.user, [each.job for each in found])
    return [row_of(each, new.get(each.job.pk, 0)) for each in found]


def row_of(standing: Standing, new: int) -> dict[str, object]:
    """One job as a row of a list."""
    return {
        "new": new,
        "job": standing.job,
        "other": face_of(standing),
        "price": standing.price,
        "state": job_state(standing),
        "next": next_of(standing),
        "tally": tally(standing),
    }
