"""Signing in with a second step, and what happens to those who guess it."""

from typing import Any

import pytest
from django.test import Client

from handsel.people.models import Person
from tests.conftest import PASSWORD, FrozenClock
from tests.people.factors.conftest import Phone, set_up
from tests.people.journeys import sign_in

pytestmark = pytest.mark.django_db
WRONG = "That code is wrong or was used before."


def types(client: Client, code: str) -> Any:
    return client.post("/sign-in/code/", {"code": code})


def test_the_password_alone_opens_nothing(client: Client, phone: Phone) -> None:
    assert sign_in(client, phone.person.email).headers["Location"] == "/sign-in/code/"
    assert client.get("/me/").status_code == 302
    assert "This is the second step." in client.get("/sign-in/code/").content.decode()


@pytest.mark.parametrize("kind", ["app", "recovery"])
def test_a_code_lets_in_and_goes_on_to_the_page_that_was_asked_for(
    client: Client, phone: Phone, kind: str
) -> None:
    sign_in(client, phone.person.email, next="/money/")
    code = phone.code() if kind == "app" else phone.codes[0]
    assert types(client, code).headers["Location"] == "/money/"
    assert client.get("/me/").status_code == 200


def test_a_code_without_a_password_opens_nothing(client: Client, phone: Phone) -> None:
    assert types(client, phone.code()).headers["Location"] == "/sign-in/"
    assert client.get("/me/").status_code == 302


def test_a_used_code_and_a_neighbours_are_wrong(client: Client, phone: Phone, ada: Person) -> None:
    code, neighbour = phone.code(), set_up(ada)
    sign_in(client, phone.person.email)
    types(client, code)
    client.post("/sign-out/")
    sign_in(client, phone.person.email)
    for typed in (code, neighbour.code(), neighbour.codes[0], "no code", "0" * 50):
        answer = types(client, typed).content.decode()
        assert WRONG in answer or "at most 40 characters" in answer
    assert client.get("/me/").status_code == 302


def test_guesses_are_paused_for_who_guesses(frozen_clock: FrozenClock, client: Client, phone: Phone) -> None:
    sign_in(client, phone.person.email)
    for _ in range(5):
        assert WRONG in types(client, "000000").content.decode()
    assert "Too many wrong codes. Wait 1\xa0minute" in types(client, phone.code()).content.decode()
    frozen_clock.passes(seconds=31)
    assert types(client, phone.codes[0]).status_code == 302


def test_a_new_password_does_not_forget_wrong_codes(client: Client, phone: Phone) -> None:
    sign_in(client, phone.person.email)
    for _ in range(5):
        types(client, "000000")
    inside = Client()
    sign_in(inside, phone.person.email)
    types(inside, phone.codes[0])
    new = {
        "oldpassword": PASSWORD,
        "password1": "another long password",
        "password2": "another long password",
    }
    inside.post("/me/password/", new)
    sign_in(client, phone.person.email, "another long password")
    assert "Too many wrong codes" in types(client, phone.codes[1]).content.decode()


def test_where_to_go_next_is_never_another_site(client: Client, phone: Phone) -> None:
    sign_in(client, phone.person.email, next="https://evil.example/")
    assert types(client, phone.code()).headers["Location"] == "/"


def test_somebody_without_factors_is_asked_for_nothing(client: Client, proved: Person) -> None:
    assert sign_in(client, proved.email).headers["Location"] == "/"
