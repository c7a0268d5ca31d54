"""The pages of errors, as they are answered: what is not there, refused, too much, broken or away."""

from collections.abc import Callable, Iterator
from http import HTTPStatus

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.test import RequestFactory
from django.urls import reverse

from handsel.kernel.disk import DiskFull
from handsel.people.models import Person
from handsel.ui import error_pages
from handsel.web.base.database_away import DatabaseAway, OutcomeUnknown
from handsel.web.base.kept_form import KeptForm
from handsel.work.jobs.refusals import InvalidState
from tests.stories.shown import Shown

KEPT = KeptForm(
    "/jobs/1/", (("words", "The proof that counts is the second one."), ("key", "1")), had_files=True
)
Answer = Callable[[HttpRequest], HttpResponse]


def errors(ada: Person, ben: Person) -> Iterator[Shown]:
    """Each page of an error, for who is signed in and who is not."""
    for who, person in (("client", ada), ("nobody", None)):
        yield Shown(f"404-{who}", "/no-such-page/", person, status=404)
        for name, answer in ANSWERS.items():
            page = answer(_request(person))
            yield Shown(f"{name}-{who}", f"/{name}/", person, status=page.status_code, html=page.content)
    yield Shown("405", reverse("inbox-read"), ada, status=405)


def _request(person: Person | None) -> HttpRequest:
    request = RequestFactory().get("/")
    request.user = person or AnonymousUser()
    return request


def _outage(refusal: error_pages.Refusal, form: KeptForm | None) -> Answer:
    status = HTTPStatus.SERVICE_UNAVAILABLE
    return lambda request: error_pages.without_database(request, "ui/outage.html", refusal, status, form=form)


ANSWERS: dict[str, Answer] = {
    "400": error_pages.unreadable,
    "401": error_pages.signed_out,
    "403": error_pages.forbidden,
    "403-stale": error_pages.stale_form,
    "409": lambda request: error_pages.refused(request, InvalidState()),
    "429": lambda request: render(request, "429.html", status=429),
    "500": error_pages.broken,
    "503": _outage(DatabaseAway(), None),
    "503-form": _outage(OutcomeUnknown(), KEPT),
    "507": _outage(DiskFull(), KEPT),
}
"""How each is made: by the house, without what leads to it."""
