"""The ledger that its tests post to."""

import pytest

from handsel.people.models import Person
from tests.money.ledger.book import Book


@pytest.fixture
def book(ada: Person, ben: Person) -> Book:
    """Ada's and Ben's accounts, all empty."""
    return Book(ada, ben)
