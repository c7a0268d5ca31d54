"""Operators alone have a console, and confirm who they are before they change something."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse
from django.urls import get_resolver, reverse

from handsel.console.access import operator_page
from handsel.kernel.refusals import NotFound
from handsel.people.models import Person
from tests.people.journeys import signed_in_long_ago
from tests.web.scenario import signed_in
from tests.web.test_access import ROUTES, May

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


def console_routes() -> list[str]:
    """The names of the addresses below `/console/`."""
    patterns = get_resolver().reverse_dict
    return [name for name in ROUTES if name in patterns and patterns[name][1].startswith("console/")]


def test_every_address_of_the_console_is_for_operators_alone() -> None:
    routes = [route for name in console_routes() for route in ROUTES[name]]
    assert routes
    assert {route.may for route in routes} <= {May.OPERATOR, May.NOBODY}


def test_only_operators_see_the_way_to_the_console(ada: Person, olga: Person) -> None:
    link = f'href="{reverse("console")}"'
    assert link in signed_in(olga).get(reverse("home")).content.decode()
    assert link not in signed_in(ada).get(reverse("home")).content.decode()


@operator_page("GET", "POST")
def example(request: Any) -> HttpResponse:
    """A page for operators."""
    return HttpResponse("done")


def ask(rf: Any, person: Any, method: str, session: Any) -> Any:
    request = getattr(rf, method)("/console/example/")
    request.user, request.session, request.htmx = person, session, None
    return example(request)


def test_an_operator_reads_at_any_time_and_confirms_before_an_act(rf: Any, olga: Person, ada: Person) -> None:
    client = signed_in(olga)
    recent = signed_in(olga).session
    signed_in_long_ago(client)
    long_ago = client.session
    assert ask(rf, olga, "get", long_ago).content == b"done"
    assert ask(rf, olga, "post", recent).content == b"done"
    assert ask(rf, olga, "post", long_ago).content != b"done"
    with pytest.raises((NotFound, Http404)):
        ask(rf, ada, "get", recent)
    assert ask(rf, AnonymousUser(), "get", recent).status_code == 302
