"""The first steps: which are ticked, and when they go away."""

from dataclasses import replace

import pytest
from django.urls import reverse

from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.web.home.first_steps import Progress, checklists
from handsel.work.terms.award import decline_job
from tests import factories
from tests.web.scenario import signed_in

pytestmark = pytest.mark.usefixtures("frozen_clock")
NEW = Progress()


def home_of(person: Person) -> str:
    return str(signed_in(person).get(reverse("home")).content.decode())


def ticks(progress: Progress, *, hires: bool, works: bool) -> list[list[bool]]:
    lists = checklists(progress, hires=hires, works=works)
    return [[step.done for step in checklist.steps] for checklist in lists]


@pytest.mark.parametrize(
    ("progress", "hires", "works", "ticked"),
    [
        (NEW, True, False, [[True, False, False]]),
        (NEW, False, True, [[True, False, False]]),
        (NEW, True, True, [[True, False, False], [True, False, False]]),
        (replace(NEW, has_awarded=True), True, False, [[True, True, False]]),
        (replace(NEW, has_awarded=True, has_funded=True), True, False, []),
        (replace(NEW, has_invoice_details=True), False, True, [[True, True, False]]),
        (replace(NEW, has_agreed=True), False, True, []),
        (replace(NEW, has_agreed=True), True, True, []),
    ],
)
def test_steps_are_ticked_and_go_away_with_the_last(
    progress: Progress, hires: bool, works: bool, ticked: list[list[bool]]
) -> None:
    assert ticks(progress, hires=hires, works=works) == ticked


def test_steps_follow_what_was_done(ada: Person, ben: Person) -> None:
    assert "Work in three steps" in home_of(ben)
    factories.bound(ada, ben, 100)
    assert "Hire in three steps" in home_of(ada)
    assert "three steps" not in home_of(ben)
    factories.funded(ada, ben, 100)
    assert "three steps" not in home_of(ada)


def test_who_has_closed_a_job_sees_no_first_steps_again(ada: Person, ben: Person) -> None:
    factories.released(ada, factories.delivered(ada, ben, 100))
    assert ["three steps" in home_of(person) for person in (ada, ben)] == [False, False]
    factories.bound(ada, ben, 100)
    assert ["three steps" in home_of(person) for person in (ada, ben)] == [False, False]


def test_a_closed_offer_does_not_hide_the_steps(ada: Person, ben: Person) -> None:
    decline_job(Actor(ben.pk), factories.awarded(ada, ben, 100), reason="No time.")
    factories.awarded(ada, ben, 100)
    assert "Hire in three steps" in home_of(ada)


def test_what_needs_a_new_client_comes_before_the_first_steps(ada: Person, ben: Person) -> None:
    job = factories.bound(ada, ben, 100)
    page = home_of(ada)
    steps = page.partition("Hire in three steps")[2].partition("</section>")[0]
    assert f'<a href="{reverse("job-billing", args=[job.pk])}">Fund the first milestone or week</a>' in steps
    assert "button" not in steps
    assert page.count("Fund escrow<") == 1
    assert page.index("Fund milestone 1") < page.index("Hire in three steps") < page.index("Your jobs")


def test_a_week_to_fund_has_its_button_in_the_list_of_what_is_to_do(ada: Person, ben: Person) -> None:
    job = factories.hourly_bound(ada, ben)
    steps = home_of(ada).partition("Hire in three steps")[2].partition("</section>")[0]
    assert f'<a href="{reverse("job-billing", args=[job.pk])}">Fund the first milestone or week</a>' in steps
    assert "About escrow" not in steps
