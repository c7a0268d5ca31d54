"""Browsers that are known, by a cookie that nobody can forge."""

import json

import pytest
from django.core.signing import get_cookie_signer
from django.http import HttpRequest, HttpResponse

from handsel.people.known_browsers import COOKIE, PEOPLE_MAX, browser_of, remember


def asked_with(cookie: str) -> HttpRequest:
    request = HttpRequest()
    request.COOKIES = {COOKIE: cookie}
    return request


def after(request: HttpRequest, email: str) -> HttpRequest:
    """The next request from a browser on which somebody signed in."""
    response = HttpResponse()
    remember(request, response, email)
    return asked_with(response.cookies[COOKIE].value)


def test_a_device_is_known_for_who_signed_in_on_it() -> None:
    browser = after(HttpRequest(), "Ada@example.org")
    assert browser_of(browser, "ada@EXAMPLE.org")
    assert browser_of(browser, "ben@example.org") is None


def test_several_people_share_a_device_and_the_oldest_is_forgotten() -> None:
    browser = HttpRequest()
    for number in range(PEOPLE_MAX + 1):
        browser = after(browser, f"p{number}@example.org")
    assert browser_of(browser, "p0@example.org") is None
    assert all(browser_of(browser, f"p{number}@example.org") for number in range(1, PEOPLE_MAX + 1))


@pytest.mark.parametrize(
    "cookie",
    [
        "",
        json.dumps({"ada@example.org": "0198c5b4-0000-7000-8000-000000000000"}),
        get_cookie_signer(salt=COOKIE).sign('{"ada@example.org": "no id"}'),
        get_cookie_signer(salt="elsewhere").sign("{}"),
    ],
    ids=["none", "unsigned", "with no id", "signed for something else"],
)
def test_a_cookie_that_is_not_ours_is_no_device(cookie: str) -> None:
    assert browser_of(asked_with(cookie), "ada@example.org") is None
