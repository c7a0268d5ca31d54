"""Drafts on a person's device: which one the site names, so that the device forgets it."""

from typing import Any
from urllib.parse import unquote

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from handsel.web.base.drafts import COOKIE, say_accepted
from tests import factories
from tests.web.scenario import signed_in

NAME = "7d0f1f0e-3c1b-5a44-9a55-6c1d4a7f0b01 12 terms"


@pytest.mark.parametrize(
    ("name", "status", "accepted"),
    [
        (NAME, 302, True),
        (NAME, 303, True),
        (NAME, 200, False),
        (NAME, 409, False),
        (NAME, 422, False),
        ("", 302, False),
        ("one", 302, False),
        ("a; path=/", 302, False),
        ("\u00e9 award", 302, False),
        (f"a {'b' * 5000}", 302, False),
    ],
)
def test_a_draft_is_named_when_its_form_leads_on(name: str, status: int, accepted: bool) -> None:
    response = HttpResponse(status=status)
    say_accepted(RequestFactory().post("/", {"draft": name}), response)
    assert (COOKIE in response.cookies) is accepted
    if accepted:
        assert unquote(response.cookies[COOKIE].value) == name


def test_a_page_names_the_draft_of_the_form_that_it_took(ada: Any, ben: Any) -> None:
    job = factories.awarded(ada, ben)
    address, name = f"/jobs/{job.pk}/", f"{ada.pk} {job.pk}"
    refused = signed_in(ada).post(address, {"words": "", "draft": name})
    assert (refused.status_code, COOKIE in refused.cookies) == (422, False)
    taken = signed_in(ada).post(address, {"words": "Hello.", "draft": name})
    assert (taken.status_code, unquote(taken.cookies[COOKIE].value)) == (302, name)
    nobody = signed_in(None).post(address, {"words": "Hello.", "draft": name})
    assert (nobody.status_code, COOKIE in nobody.cookies) == (302, False)
