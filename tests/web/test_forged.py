"""Posts that another site made a browser send: refused at every address, and nothing changes by them."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from handsel.people.models import Person
from tests.web.test_access import FINDS, ROUTES, HourlyWorld, May, Route, world

__all__ = ["world"]
pytestmark = pytest.mark.usefixtures("frozen_clock")

TOKEN, OTHER_TOKEN = "a" * 32, "b" * 32
ELSEWHERE = "https://elsewhere.example"
Forging = Callable[[Client], dict[str, Any]]
FORBIDDEN = {403}
OF_PROGRAMS = {"oauth-device-code": {400}, "oauth-token": {400}, "oauth-revoke": {400}}
"""Addresses that know nobody by a cookie, and what they answer to a post without a token of their own."""
OF_THE_API = {401, 403, 405}
BY_LINK_ALONE = {"no-invitations"}
"""Posted to by mail programs (RFC 8058): whoever has the link may, signed in or not."""


def without_token(client: Client) -> dict[str, Any]:
    return {}


def with_another_token(client: Client) -> dict[str, Any]:
    client.cookies["csrftoken"] = TOKEN
    return {"headers": {"X-CSRFToken": OTHER_TOKEN}}


def from_another_origin(client: Client) -> dict[str, Any]:
    client.cookies["csrftoken"] = TOKEN
    return {"headers": {"X-CSRFToken": TOKEN, "Origin": ELSEWHERE}}


def from_nowhere(client: Client) -> dict[str, Any]:
    client.cookies["csrftoken"] = TOKEN
    return {"headers": {"X-CSRFToken": TOKEN, "Origin": "null"}}


def from_another_page(client: Client) -> dict[str, Any]:
    client.cookies["csrftoken"] = TOKEN
    return {"headers": {"X-CSRFToken": TOKEN, "Referer": f"{ELSEWHERE}/page"}, "secure": True}


FORGERIES = (without_token, with_another_token, from_another_origin, from_nowhere, from_another_page)


def changing_routes() -> Iterator[tuple[str, Route]]:
    """Every address with each of its methods that may change something, or with POST if there is none."""
    for name, routes in ROUTES.items():
        if name in BY_LINK_ALONE:
            continue
        changing = [route for route in routes if route.method in {"post", "put", "patch", "delete"}]
        for route in changing or [Route(routes[0].may, "post", routes[0].args)]:
            yield name, route


def everything() -> dict[str, list[Any]]:
    """All rows of all tables."""
    return {
        model._meta.label: sorted(model._base_manager.values_list(), key=repr)
        for model in apps.get_models(include_auto_created=True)
    }


@pytest.mark.one_database
@pytest.mark.django_db
@pytest.mark.parametrize("forge", FORGERIES)
def test_a_forged_post_is_refused_everywhere_and_changes_nothing(
    forge: Forging, world: HourlyWorld, ada: Person, ben: Person, olga: Person, eve: Person
) -> None:
    people = {"nobody": None, "stranger": eve, "operator": olga, "client": ada, "freelancer": ben}
    forged = [
        (name, route, reverse(name, args=route.args(world)), _browser(people[role], forge))
        for name, route in changing_routes()
        for role in _roles(route)
    ]
    before = everything()
    wrong = []
    for name, route, address, (browser, options) in forged:
        answer = getattr(browser, route.method)(address, route.form(world), **options)
        if answer.status_code not in _refusals(name):
            wrong.append(f"{name} {route.method}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)
    assert everything() == before


def _browser(person: Person | None, forge: Forging) -> tuple[Client, dict[str, Any]]:
    browser = Client(enforce_csrf_checks=True)
    if person is not None:
        browser.force_login(person)
    return browser, forge(browser)


def _roles(route: Route) -> list[str]:
    """One of those who may: the forgery would be of use with them."""
    return sorted(FINDS[route.may])[:1] or sorted(FINDS[May.SIGNED_IN])[:1]


def _refusals(name: str) -> set[int]:
    return OF_THE_API if name.startswith("api:") else OF_PROGRAMS.get(name, FORBIDDEN)


@pytest.mark.django_db
def test_the_same_post_from_our_own_page_is_done(world: HourlyWorld, ada: Person) -> None:
    browser, options = _browser(ada, from_another_origin)
    options["headers"]["Origin"] = "http://testserver"
    answer = browser.post(reverse("workroom", args=[world.job.pk]), {"words": "Hello."}, **options)
    assert answer.status_code == 302
