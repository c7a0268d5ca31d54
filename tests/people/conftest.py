"""Somebody who has signed up before."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from handsel.people.models import Person
from tests.conftest import PASSWORD


@pytest.fixture
def proved(ben: Person) -> Person:
    """Ben, whose email is confirmed."""
    EmailAddress.objects.create(user=ben, email=ben.email, verified=True, primary=True)
    return ben


@pytest.fixture
def inside(client: Client, proved: Person) -> Client:
    """A browser in which Ben has signed in."""
    client.post("/sign-in/", {"login": proved.email, "password": PASSWORD})
    return client
