"""The calendar of one's own deadlines: its secret address in the settings, and the file at that address."""

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from handsel.kernel import clock
from handsel.notices.calendar_address import make_address, remove_address
from handsel.notices.models import CalendarFeed
from handsel.people import attempts
from handsel.people.models import Person
from handsel.web.account.calendar_text import calendar_text
from handsel.web.base.decorators import AuthenticatedRequest, actor_of, page
from handsel.web.jobs.claimed_jobs import with_claims
from handsel.web.jobs.deadlines import Deadline, own_deadlines
from handsel.web.jobs.job_view import load_job_views
from handsel.work.jobs.models import Job

FRESH_SECONDS = 900
"""How long a calendar may keep the file without asking again."""
FREE_GUESSES = 20
"""How many unknown addresses one network may try before it has to pause."""


@page("GET", "POST")
def my_calendar(request: AuthenticatedRequest) -> HttpResponse:
    """The address, if there is one; a POST makes it, makes it anew, or removes it."""
    if request.method == "POST":
        if "remove" in request.POST:
            remove_address(actor_of(request))
            messages.success(request, _("Your calendar address was removed."))
        else:
            make_address(actor_of(request))
            messages.success(request, _("Your calendar has a new address."))
        return redirect("my-calendar")
    kept = CalendarFeed.objects.filter(person=request.user).first()
    context: dict[str, object] = {"feed": kept, "deadlines": _deadlines(request.user)}
    if kept is not None:
        address = request.build_absolute_uri(reverse("calendar-feed", args=[kept.token]))
        context |= {"address": address, "webcal": f"webcal:{address.partition(':')[2]}"}
    return render(request, "web/account/calendar.html", context)


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponseBase:
    """The file of whoever has this address; unchanged, it is not sent again."""
    kept = CalendarFeed.objects.filter(token=token, person__is_active=True).select_related("person").first()
    if kept is None:
        return _unknown(request)
    origin = request.build_absolute_uri("/").rstrip("/")
    with translation.override(kept.person.language):
        name = _("{site} deadlines").format(site=settings.HOUSE_NAME)
        deadlines = _deadlines(kept.person)
    content = calendar_text(deadlines, name=name, origin=origin, stamp=kept.made_at)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    set_response_etag(response)
    response["Cache-Control"] = f"private, max-age={FRESH_SECONDS}"
    response["X-Robots-Tag"] = "noindex"
    conditional = get_conditional_response(request, etag=response["ETag"], response=response)
    assert conditional is not None
    return conditional


def _deadlines(person: Person) -> list[Deadline]:
    jobs = with_claims(Job.objects.of(person)).with_people().order_by("id")
    return own_deadlines(load_job_views(person, jobs))


def _unknown(request: HttpRequest) -> HttpResponse:
    """An address that leads nowhere; whoever tries many has to pause."""
    network = attempts.network_of(get_adapter().get_client_ip(request))
    guess = attempts.Attempt(f"address {network}", "calendar address", FREE_GUESSES)
    if attempts.take([guess], clock.now()) is not None:
        return HttpResponse(status=429)
    raise Http404
