"""Who sends a request, by the session, before its body is read."""

import asyncio
from typing import Any

import pytest
from django.test import Client

from handsel.config.identity import address_of, person_of
from handsel.people.models import Person

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
    assert address_of({"client": client}) == address
