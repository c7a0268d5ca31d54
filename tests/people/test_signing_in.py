"""Signing in and out, and what happens to those who guess."""

import pytest
from django.conf import settings
from django.test import Client

from handsel.people.attempts import FREE_TRIES_AT_PERSON
from handsel.people.models import Person
from tests.conftest import FrozenClock
from tests.people.journeys import link_in_mail, mails, sign_in

pytestmark = pytest.mark.django_db


def test_signing_in_goes_on_to_the_page_that_was_asked_for(client: Client, proved: Person) -> None:
    assert client.get("/me/").headers["Location"] == "/sign-in/?next=/me/"
    assert sign_in(client, proved.email.upper(), next="/me/").headers["Location"] == "/me/"
    assert client.get("/me/").status_code == 200


def test_a_wrong_password_is_said_at_the_password_and_tells_of_the_pause(
    client: Client, proved: Person
) -> None:
    page = sign_in(client, proved.email, "wrong").content.decode()
    assert "Wrong email or password." in page
    assert 'aria-describedby="id_password_error"' in page


def test_the_words_are_the_same_when_nobody_has_that_email(client: Client) -> None:
    assert "Wrong email or password." in sign_in(client, "x@example.org").content.decode()


def test_after_five_wrong_tries_even_the_right_password_waits(client: Client, proved: Person) -> None:
    for _ in range(5):
        sign_in(client, proved.email, "wrong")
    page = sign_in(client, proved.email).content.decode()
    assert "Too many failed attempts" in page
    assert client.get("/me/").status_code == 302


def test_the_pause_is_of_who_tries_and_grows(
    client: Client, proved: Person, frozen_clock: FrozenClock
) -> None:
    for _ in range(5):
        sign_in(client, proved.email, "wrong")
    assert "Wait 30" not in sign_in(Client(REMOTE_ADDR="192.0.2.9"), proved.email, "wrong").content.decode()
    frozen_clock.passes(seconds=31)
    assert "Wrong email or password" in sign_in(client, proved.email, "wrong").content.decode()
    assert "Wait 1\xa0minute," in sign_in(client, proved.email).content.decode()
    frozen_clock.passes(seconds=61)
    assert sign_in(client, proved.email).headers["Location"] == "/"


def test_somebody_elses_wrong_tries_lock_nobody_out(client: Client, proved: Person) -> None:
    stranger = Client(REMOTE_ADDR="192.0.2.1")
    for _ in range(9):
        sign_in(stranger, proved.email, "wrong")
    assert sign_in(client, proved.email).headers["Location"] == "/"


def test_a_device_that_is_known_has_a_way_in_however_many_addresses_guess(
    client: Client, proved: Person
) -> None:
    sign_in(client, proved.email)
    client.post("/sign-out/")
    for number in range(FREE_TRIES_AT_PERSON):
        sign_in(Client(REMOTE_ADDR=f"192.0.2.{number}"), proved.email, "wrong")
    assert "Too many failed attempts" in sign_in(Client(), proved.email).content.decode()
    assert sign_in(client, proved.email).headers["Location"] == "/"


def test_a_known_device_guesses_no_longer_than_others(client: Client, proved: Person) -> None:
    sign_in(client, proved.email)
    client.post("/sign-out/")
    for _ in range(5):
        sign_in(client, proved.email, "wrong")
    assert "Too many failed attempts" in sign_in(client, proved.email).content.decode()


def test_many_tries_from_one_place_get_a_page_that_says_so(client: Client) -> None:
    answers = [sign_in(client, f"x{number}@example.org") for number in range(31)]
    assert answers[-1].status_code == 429
    assert "Too many attempts in a short time" in answers[-1].content.decode()


def test_an_unproved_email_gets_another_link_and_no_way_in(client: Client, ben: Person) -> None:
    assert sign_in(client, ben.email).headers["Location"] == "/confirm/"
    assert client.get("/me/").status_code == 302
    client.post(link_in_mail())
    assert client.get("/me/").status_code == 200


def test_somebody_who_was_closed_out_is_told_so(client: Client, proved: Person) -> None:
    Person.objects.filter(pk=proved.pk).update(is_active=False)
    response = sign_in(client, proved.email)
    assert response.headers["Location"] == "/sign-in/inactive/"
    assert "Account closed" in client.get("/sign-in/inactive/").content.decode()


def test_signing_out_takes_a_post(inside: Client) -> None:
    assert inside.get("/sign-out/").status_code == 200
    assert inside.get("/me/").status_code == 200
    assert inside.post("/sign-out/").headers["Location"] == "/sign-in/"
    assert inside.get("/me/").status_code == 302
    assert mails() == []


@pytest.mark.parametrize(("remember", "forgets"), [({}, True), ({"remember": "on"}, False)])
def test_only_a_device_that_was_asked_to_stays_signed_in(
    client: Client, proved: Person, remember: dict[str, str], forgets: bool
) -> None:
    sign_in(client, proved.email, **remember)
    assert client.session.get_expire_at_browser_close() is forgets


def test_the_page_says_whose_it_is_and_in_which_language(client: Client) -> None:
    """allauth hands names of its own to its pages: none of them may hide the house's."""
    page = client.get("/sign-in/").content.decode()
    assert '<html lang="en"' in page
    assert f"· {settings.HOUSE_NAME}</title>" in page
    assert "test money" in page
