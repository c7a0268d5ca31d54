"""Ending sign-ins on other devices."""

import pytest
from django.test import Client

from handsel.people.models import Person
from tests.people.journeys import kinds_of, sign_in

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
pytestmark = pytest.mark.django_db


def test_other_sign_ins_are_listed_and_can_be_ended(inside: Client, proved: Person) -> None:
    other = Client(headers={"user-agent": FIREFOX})
    sign_in(other, proved.email)
    page = inside.get("/me/sessions/").content.decode()
    assert "Firefox on Linux" in page
    assert FIREFOX not in page
    inside.post("/me/sessions/")
    assert other.get("/me/").status_code == 302
    assert inside.get("/me/").status_code == 200
    assert kinds_of(proved) == ["person.sessions_ended"]


def test_ending_nothing_makes_no_entry(inside: Client, proved: Person) -> None:
    assert "You are signed in nowhere else." in inside.get("/me/sessions/").content.decode()
    inside.post("/me/sessions/")
    assert kinds_of(proved) == []
