"""Search in all jobs of a person."""

from django.http import HttpResponse
from django.shortcuts import render

from handsel.kernel.identifiers import HOUSE
from handsel.search.finding import SearchScope
from handsel.web.base.decorators import AuthenticatedRequest, page
from handsel.web.base.search_turns import search_turn
from handsel.web.search.names import NamedMatches, named_matches, people_of
from handsel.web.workroom.entry_page import search_page
from handsel.web.workroom.filters import EntryFilter, parse_entry_filter

PEOPLE_SHOWN = 50
NAMED_SHOWN = 8


@page()
def search(request: AuthenticatedRequest) -> HttpResponse:
    """The search results in all jobs of this person, newest first."""
    entry_filter = parse_entry_filter(request.GET.dict())
    part = "web/search/hits.html" if request.htmx and entry_filter.before else "web/search/page.html"
    with search_turn(request.user, entry_filter.words):
        return render(request, part, _context(request, entry_filter))


def _context(request: AuthenticatedRequest, entry_filter: EntryFilter) -> dict[str, object]:
    searches = entry_filter.searches or bool(entry_filter.group)
    named = entry_filter.words and not entry_filter.group and not entry_filter.before
    limits = {"jobs_max": NAMED_SHOWN, "people_max": NAMED_SHOWN}
    matches = named_matches(request.user, entry_filter.words, **limits) if named else NamedMatches()
    return {
        "entry_filter": entry_filter,
        "house_actor": HOUSE,
        "page_obj": search_page(SearchScope(request.user), entry_filter) if searches else None,
        "jobs": matches.jobs,
        "more_jobs": max(0, matches.job_count - NAMED_SHOWN),
        "persons": matches.people,
        "people": people_of(request.user)[:PEOPLE_SHOWN],
    }
