"""Searching all jobs of a person."""

import re

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render

from handsel.kernel.identifiers import HOUSE
from handsel.people.models import Person
from handsel.search.finding import Scope
from handsel.web.asking import Asking, page
from handsel.web.leaves import leaf_found
from handsel.web.wanted import wanted_in
from handsel.work.jobs.models import Job

PEOPLE_SHOWN = 50
_NUMBER = re.compile(r"(?:job\s*)?#?\s*([0-9]{1,12})", re.IGNORECASE)


@page()
def search(request: Asking) -> HttpResponse:
    """What is found in every job of this person, newest first."""
    wanted = wanted_in(request.GET.dict())
    asks = wanted.searches or bool(wanted.group)
    told = {
        "wanted": wanted,
        "house_actor": HOUSE,
        "leaf": leaf_found(Scope(request.user), wanted) if asks else None,
        "job": _named(request.user, wanted.words),
        "people": _people(request.user)[:PEOPLE_SHOWN],
    }
    part = "web/search/hits.html" if request.htmx and wanted.before else "web/search/page.html"
    return render(request, part, told)


def _named(person: Person, words: str) -> Job | None:
    """The job of this person whose number was typed: `31`, `#31`, or `job 31`."""
    typed = _NUMBER.fullmatch(words)
    return Job.objects.of(person).filter(pk=int(typed[1])).first() if typed else None


def _people(person: Person) -> QuerySet[Person]:
    """Everybody on either side of a job of this person."""
    mine = Job.objects.of(person)
    of_mine = Q(party__jobs_given__in=mine) | Q(party__jobs_done__in=mine)
    return Person.objects.filter(of_mine).distinct().order_by("name")
