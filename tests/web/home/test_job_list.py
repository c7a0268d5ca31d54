"""The list of jobs: order, filters and pages."""

from typing import Any

import pytest
from django.urls import reverse

from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.web.home import job_list
from handsel.web.home.job_list import JobFilter, job_page, parse_job_filter
from handsel.work.terms.award import Awardee, award, decline_job
from tests import factories
from tests.conftest import FrozenClock
from tests.web.scenario import signed_in

pytestmark = pytest.mark.usefixtures("frozen_clock")


def titles(person: Person, job_filter: JobFilter | None = None, number: str = "1") -> list[str]:
    return [view.job.title for view in job_page(person, job_filter or JobFilter(), number)]


def closed_job(client: Person, freelancer: Person, title: str) -> None:
    factories.released(client, factories.delivered(client, freelancer, 100, title=title))


def page_of(person: Person, **params: Any) -> str:
    return signed_in(person).get(reverse("jobs"), params).content.decode()


def test_open_jobs_come_soonest_first_and_closed_ones_after_them(
    frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    closed_job(ada, ben, "Closed first")
    closed_job(ada, ben, "Closed last")
    late = factories.a_part("Late", 100, days=1)
    factories.funded(ada, ben, title="Late", milestones=[late])
    frozen_clock.passes(days=9)
    factories.awarded(ada, ben, 100, title="Offer")
    factories.delivered(ada, ben, 100, title="Delivered")
    names = titles(ada)
    assert names[0] == "Late"
    assert set(names[1:3]) == {"Offer", "Delivered"}
    assert names[3:] == ["Closed last", "Closed first"]


def test_an_offer_that_was_declined_has_no_price(ada: Person, ben: Person) -> None:
    decline_job(Actor(ben.pk), factories.awarded(ada, ben, 100), reason="Booked.")
    page = page_of(ada)
    assert "Fixed price" in page
    assert "$0.00" not in page


def test_a_page_goes_on_from_open_jobs_to_closed_ones(
    monkeypatch: pytest.MonkeyPatch, ada: Person, ben: Person
) -> None:
    monkeypatch.setattr(job_list, "SHOWN_IN_LIST", 2)
    for title in ("Closed a", "Closed b"):
        closed_job(ada, ben, title)
    for title in ("Open a", "Open b", "Open c"):
        factories.awarded(ada, ben, 100, title=title)
    pages = [titles(ada, number=str(number)) for number in (1, 2, 3)]
    assert [len(names) for names in pages] == [2, 2, 1]
    assert pages[1][1] == "Closed b"
    assert pages[2] == ["Closed a"]
    assert len({name for names in pages for name in names}) == 5


def test_to_do_shows_what_waits_for_the_reader(ada: Person, ben: Person) -> None:
    assert "Nothing needs you" in page_of(ada, show="to-do")
    factories.delivered(ada, ben, 100, title="Delivered")
    factories.awarded(ada, ben, 100, title="Offer")
    closed_job(ada, ben, "Closed")
    assert titles(ada, JobFilter(state="to-do")) == ["Delivered"]
    assert "Offer" in titles(ben, JobFilter(state="to-do"))


def test_the_list_is_narrowed_to_one_other_side(ada: Person, ben: Person, eve: Person) -> None:
    factories.awarded(ada, ben, 100, title="With Ben")
    factories.awarded(ada, eve, 100, title="With Eve")
    assert titles(ada, JobFilter(other=eve.pk)) == ["With Eve"]
    assert titles(ben, JobFilter(other=eve.pk)) == []
    page = page_of(ada, **{"with": eve.pk})
    assert ("With Ben" in page, "With Eve" in page) == (False, True)
    assert f'<option value="{eve.pk}" selected>' in page
    assert f'<option value="{ada.pk}"' not in page


def test_words_state_and_the_other_side_narrow_the_list_together(
    ada: Person, ben: Person, eve: Person
) -> None:
    factories.awarded(ada, ben, 100, title="Night tours")
    factories.awarded(ada, eve, 100, title="Night watch")
    closed_job(ada, ben, "Night shift")
    page = page_of(ada, **{"with": ben.pk, "q": "night", "show": "open"})
    assert ("Night tours" in page, "Night watch" in page, "Night shift" in page) == (True, False, False)
    row = page[page.index('class="jobs') :]
    assert 'class="avatar' in row


def test_the_next_date_stands_in_its_column(frozen_clock: FrozenClock, ada: Person, ben: Person) -> None:
    late = factories.funded(ada, ben, milestones=[factories.a_part("Late", 100, days=1)])
    factories.awarded(ada, ben, 100)
    frozen_clock.passes(days=9)
    page = page_of(ada)
    assert f"Job {late.pk} · Ben Okafor" in " ".join(page.split())
    assert '<b class="bad">' in page
    assert "days late</b>" in page
    closed_job(ada, ben, "Closed")
    assert "Closed <time" in page_of(ada, show="closed")


def test_the_day_a_delivery_is_due_stands_in_its_column_and_sorts_it(ada: Person, ben: Person) -> None:
    factories.awarded(ada, ben, 100, title="Offer")
    due = factories.a_part("Due", 100, days=2)
    factories.funded(ada, ben, title="Due", milestones=[due])
    assert titles(ben) == titles(ada) == ["Due", "Offer"]
    for person in (ada, ben):
        assert '<b><time datetime="2026-03-04">Wed 4 Mar</time></b>' in page_of(person)
        assert "No date" not in page_of(person)


def test_the_due_day_of_an_unfunded_milestone_stands_in_its_column(ada: Person, ben: Person) -> None:
    factories.bound(ada, ben, milestones=[factories.a_part("Due", 100, days=2)])
    assert '<b><time datetime="2026-03-04">Wed 4 Mar</time></b>' in page_of(ada)
    for person in (ada, ben):
        assert "No date" not in page_of(person)


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({}, JobFilter()),
        ({"show": "open", "q": " star "}, JobFilter("open", None, "star")),
        ({"show": "other", "with": "somebody"}, JobFilter()),
    ],
)
def test_invalid_filters_are_ignored(params: dict[str, str], expected: JobFilter) -> None:
    assert parse_job_filter(params) == expected


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("star", {"Star maps"}),
        ("ben", {"Star maps", "Moon tours"}),
        ("okafor moon", {"Moon tours"}),
        ("ada", set()),
        ("new@", {"Sun dials"}),
        ("nothing like it", set()),
    ],
)
def test_the_list_finds_jobs_by_title_and_the_other_side(
    ada: Person, ben: Person, words: str, shown: set[str]
) -> None:
    for title in ("Star maps", "Moon tours"):
        factories.awarded(ada, ben, 100, title=title)
    award(Actor(ada.pk), ada, Awardee(email="new@example.org"), factories.terms(50, title="Sun dials"))
    page = signed_in(ada).get(reverse("jobs"), {"q": words}).content.decode()
    assert {title for title in ("Star maps", "Moon tours", "Sun dials") if title in page} == shown
    assert ("No job matches" in page) is (not shown)


def test_the_list_finds_a_job_by_its_number(ada: Person, ben: Person) -> None:
    jobs = [factories.awarded(ada, ben, 100, title=title) for title in ("Star maps", "Moon tours")]
    page = signed_in(ada).get(reverse("jobs"), {"q": str(jobs[0].pk)}).content.decode()
    assert ("Star maps" in page, "Moon tours" in page) == (True, False)
