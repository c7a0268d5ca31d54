"""Ending sign-ins on other devices."""

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.test import Client

from handsel.notices.models import Notice
from handsel.people.models import Person
from handsel.record.models import Entry
from tests.people.journeys import kinds_of, sign_in
from tests.web.scenario import work_all

COVERS = ("handsel.web.account.sessions",)

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
CHROMIUM = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36"
pytestmark = pytest.mark.django_db


def elsewhere(person: Person, browser: str) -> tuple[Client, str]:
    """Somebody signed in with another browser, and the address that ends it."""
    other = Client(headers={"user-agent": browser})
    sign_in(other, person.email)
    other.get("/me/")
    session = UserSession.objects.get(session_key=other.session.session_key)
    return other, f"/me/sessions/{session.pk}/ending/"


def test_other_sign_ins_are_listed_and_can_be_ended(inside: Client, proved: Person) -> None:
    other = Client(headers={"user-agent": FIREFOX})
    sign_in(other, proved.email)
    page = inside.get("/me/sessions/").content.decode()
    assert "Firefox on Linux" in page
    assert page.count("This device</small>") == 1
    assert FIREFOX not in page
    inside.post("/me/sessions/")
    assert other.get("/me/").status_code == 302
    assert inside.get("/me/").status_code == 200
    assert kinds_of(proved) == ["person.sessions_ended"]


def test_ending_nothing_makes_no_entry(inside: Client, proved: Person) -> None:
    assert "You are not signed in anywhere else." in inside.get("/me/sessions/").content.decode()
    inside.post("/me/sessions/")
    assert kinds_of(proved) == []


def test_one_sign_in_is_ended_and_the_others_stay(inside: Client, proved: Person) -> None:
    firefox, end_firefox = elsewhere(proved, FIREFOX)
    chromium, end_chromium = elsewhere(proved, CHROMIUM)
    page = inside.get("/me/sessions/").content.decode()
    assert end_firefox in page
    assert end_chromium in page
    answer = inside.post(end_firefox, follow=True)
    assert "Firefox on Linux was signed out." in answer.content.decode()
    assert firefox.get("/me/").status_code == 302
    assert chromium.get("/me/").status_code == 200
    assert inside.get("/me/").status_code == 200
    assert kinds_of(proved) == ["person.sessions_ended"]
    assert Entry.objects.get(chain__subject=proved.pk).facts == {"ended": 1}


def test_one_sign_in_is_ended_once(inside: Client, proved: Person) -> None:
    _, end = elsewhere(proved, FIREFOX)
    inside.post(end)
    assert inside.post(end).status_code == 404
    assert kinds_of(proved) == ["person.sessions_ended"]


def test_ones_own_device_ends_by_signing_out_alone(inside: Client, proved: Person) -> None:
    inside.get("/me/sessions/")
    mine = UserSession.objects.get(session_key=inside.session.session_key)
    assert inside.post(f"/me/sessions/{mine.pk}/ending/").status_code == 404
    assert inside.get("/me/").status_code == 200
    assert kinds_of(proved) == []


def test_the_sign_in_of_another_is_not_found(inside: Client, ada: Person) -> None:
    EmailAddress.objects.create(user=ada, email=ada.email, verified=True, primary=True)
    hers, end = elsewhere(ada, FIREFOX)
    assert inside.post(end).status_code == 404
    assert hers.get("/me/").status_code == 200
    assert kinds_of(ada) == []


def test_the_only_sign_in_has_nothing_to_end(inside: Client) -> None:
    assert "/ending/" not in inside.get("/me/sessions/").content.decode()


def test_one_hears_how_many_sign_ins_were_ended(inside: Client, proved: Person) -> None:
    _, end = elsewhere(proved, FIREFOX)
    inside.post(end)
    elsewhere(proved, FIREFOX)
    elsewhere(proved, CHROMIUM)
    inside.post("/me/sessions/")
    work_all()
    titles = Notice.objects.of(proved).values_list("title", flat=True)
    assert set(titles) == {
        "One of your other sessions was signed out",
        "2 of your other sessions were signed out",
    }
