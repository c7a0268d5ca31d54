"""Searches at once: a few of each person, and what searches for nothing is free."""

from contextlib import ExitStack

import pytest
from django.urls import reverse

from handsel.people.models import Person
from handsel.web.base.search_turns import AT_ONCE_MAX, SHARE, SearchesRun, search_turn
from tests.web.scenario import signed_in

pytestmark = pytest.mark.django_db


def test_one_person_searches_twice_at_once_and_another_meanwhile(ada: Person, ben: Person) -> None:
    with ExitStack() as stack:
        for _ in range(SHARE):
            stack.enter_context(search_turn(ada, "plates"))
        with pytest.raises(SearchesRun), search_turn(ada, "plates"):
            pass
        with search_turn(ben, "plates"), search_turn(ada, ""):
            pass
    with search_turn(ada, "plates"):
        pass


def test_all_together_have_a_limit_too(ada: Person) -> None:
    people = [Person(name=f"Person {number}") for number in range(AT_ONCE_MAX)]
    with ExitStack() as stack:
        for person in people:
            stack.enter_context(search_turn(person, "plates"))
        with pytest.raises(SearchesRun), search_turn(ada, "plates"):
            pass


@pytest.mark.usefixtures("frozen_clock")
def test_who_searches_too_often_at_once_is_told_so_and_finds_the_other_pages(ada: Person) -> None:
    client = signed_in(ada)
    with search_turn(ada, "plates"), search_turn(ada, "plates"):
        answer = client.get(reverse("search"), {"q": "plates"})
        assert answer.status_code == 409
        assert "This one was not started." in answer.content.decode()
        assert client.get(reverse("home")).status_code == 200
    assert client.get(reverse("search"), {"q": "plates"}).status_code == 200
