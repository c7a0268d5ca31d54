"""Jobs and people found by what they are called."""

import pytest
from django.urls import reverse

from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.search.queries import TERMS_MAX
from handsel.web.search.names import NamedMatches, NameQuery, job_number, named_matches
from handsel.web.search.views import NAMED_SHOWN
from handsel.work.terms.award import Awardee, award
from tests import factories
from tests.web.scenario import signed_in

pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.mark.parametrize(
    ("text", "number"),
    [("31", 31), (" #31 ", 31), ("job 31", 31), ("Job #31", 31), ("№ 31", 31), ("31 days", None), ("", None)],
)
def test_the_number_of_a_job_as_people_type_it(text: str, number: int | None) -> None:
    assert job_number(text) == number


@pytest.mark.parametrize(
    ("names", "text", "called"),
    [
        ("A field guide", "field", True),
        ("A field guide", "gui Fie", True),
        ("A field guide", "field map", False),
        ("A field guide", "ield", False),
        ("Zoë Łukasz", "zoe luk", True),
        ("A field guide", "", True),
        ("A field guide", "???", False),
    ],
)
def test_each_word_begins_a_word_of_the_name(names: str, text: str, called: bool) -> None:
    assert NameQuery(text).matches(names) is called


def test_of_very_many_words_the_first_are_looked_for() -> None:
    query = NameQuery(" ".join(f"word{n}" for n in range(200)))
    assert query.matches(" ".join(f"word{n}" for n in range(TERMS_MAX)))


def matches_of(person: Person, text: str) -> NamedMatches:
    return named_matches(person, text, jobs_max=8, people_max=8)


def test_a_job_is_found_by_number_title_and_other_side(ada: Person, ben: Person, eve: Person) -> None:
    guide = factories.bound(ada, ben, 100, title="A field guide")
    atlas = factories.bound(ada, eve, 100, title="An atlas")
    for text, jobs in {
        str(guide.pk): [guide],
        "atl": [atlas],
        ben.name: [guide],
        ada.name: [],
        "a": [atlas, guide],
        "": [atlas, guide],
        "???": [],
    }.items():
        assert list(matches_of(ada, text).jobs) == jobs, text


def test_people_are_found_by_name_if_one_shares_a_job(ada: Person, ben: Person, eve: Person) -> None:
    factories.bound(ada, ben, 100)
    award(Actor(ada.pk), ada, Awardee(email="new@example.org"), factories.terms(50))
    assert list(matches_of(ada, ben.name.lower()).people) == [ben]
    assert list(matches_of(ada, eve.name).people) == []
    assert list(matches_of(ada, ada.name).people) == []
    assert list(matches_of(ada, "").people) == []
    assert list(matches_of(eve, ben.name).people) == []


def test_the_search_page_leads_to_jobs_and_people(ada: Person, ben: Person, eve: Person) -> None:
    jobs = [factories.bound(ada, ben, 100, title="Field <guide>") for _ in range(NAMED_SHOWN + 1)]
    page = signed_in(ada).get(reverse("search"), {"q": "field"}).content.decode()
    assert "<mark>Field</mark> &lt;guide&gt;" in page
    assert f'href="{reverse("workroom", args=[jobs[-1].pk])}"' in page
    assert f'href="{reverse("workroom", args=[jobs[0].pk])}"' not in page
    assert "1 older job matches" in page
    page = signed_in(ada).get(reverse("search"), {"q": ben.name}).content.decode()
    assert f"?from={ben.pk}" in page
    assert "Nothing matches" not in page
    page = signed_in(eve).get(reverse("search"), {"q": "field"}).content.decode()
    assert "Nothing matches" in page
