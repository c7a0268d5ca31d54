"""Who sends a request, by the session, before its body is read."""

import asyncio
from typing import Any

import psycopg
import pytest
from django.db import OperationalError
from django.test import Client

from handsel.config import identity
from handsel.config.identity import address_of, person_of
from handsel.people.models import Person
from handsel.web.base.database_away import DatabaseAway

pytestmark = pytest.mark.django_db(transaction=True)


def who(cookie: str) -> str | None:
    return asyncio.run(person_of({"headers": [(b"cookie", cookie.encode())]}))


def session_of(person: Person) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def test_somebody_who_is_signed_in_is_known(ada: Person) -> None:
    key = session_of(ada).cookies["sessionid"].value
    assert who(f"csrftoken=a; sessionid={key}") == str(ada.pk)


@pytest.mark.parametrize("cookie", ["", "sessionid=", "sessionid=invented", "sessionid=\x00", "sessionid"])
def test_an_invented_session_is_nobody(cookie: str) -> None:
    assert who(cookie) is None


def test_somebody_who_signed_out_is_nobody(ada: Person) -> None:
    browser = session_of(ada)
    key = browser.cookies["sessionid"].value
    browser.session.flush()
    assert who(f"sessionid={key}") is None


@pytest.mark.parametrize(("client", "address"), [(("192.0.2.1", 1), "192.0.2.1"), (None, "")])
def test_the_address_is_that_of_the_connection(client: Any, address: str) -> None:
    assert address_of({"headers": [], "client": client}) == address


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, ["203.0.113.9"], "192.0.2.1"),
        (1, [], "192.0.2.1"),
        (1, [""], "192.0.2.1"),
        (1, ["203.0.113.9"], "203.0.113.9"),
        (1, ["invented, 203.0.113.9"], "203.0.113.9"),
        (1, ["invented", "203.0.113.9"], "203.0.113.9"),
        (2, ["invented, 203.0.113.9,10.0.0.1"], "203.0.113.9"),
        (2, ["10.0.0.1"], "192.0.2.1"),
        (1, ["2001:db8:1:2:3:4:5:6"], "2001:db8:1:2::"),
    ],
)
def test_behind_proxies_the_address_is_what_the_first_trusted_one_says(
    settings: Any, proxies: int, forwarded: list[str], address: str
) -> None:
    settings.TRUSTED_PROXIES = proxies
    headers = [(b"x-forwarded-for", value.encode()) for value in forwarded]
    assert address_of({"headers": headers, "client": ("192.0.2.1", 1)}) == address


class AwayFor:
    """A database that does not answer so many times, and then knows who it is."""

    def __init__(self, times: int) -> None:
        self.times = times

    def __call__(self, _key: str) -> str:
        if self.times:
            self.times -= 1
            raise OperationalError("server closed the connection") from psycopg.OperationalError("gone")
        return "ada"


def test_a_database_that_is_away_is_waited_for_if_the_sender_can_wait(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(identity, "PAUSES_SECONDS", (0.0, 0.0))
    scope = {"headers": [(b"cookie", b"sessionid=a")]}
    for times, waits, answers in ((2, True, True), (3, True, False), (1, False, False), (0, False, True)):
        monkeypatch.setattr(identity, "_person_of_session", AwayFor(times))
        if answers:
            assert asyncio.run(person_of(scope, waits=waits)) == "ada"
        else:
            with pytest.raises(DatabaseAway):
                asyncio.run(person_of(scope, waits=waits))


def test_another_error_of_the_database_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(_key: str) -> str:
        raise OperationalError("database is locked")

    monkeypatch.setattr(identity, "_person_of_session", locked)
    with pytest.raises(OperationalError, match="locked"):
        asyncio.run(person_of({"headers": [(b"cookie", b"sessionid=a")]}))
