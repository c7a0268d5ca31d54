"""The fee on the Terms page: shown before anybody agrees, and as it was pinned afterwards."""

import re

import pytest
from django.urls import reverse

from handsel.people.models import Person
from handsel.policy.publishing import publish
from handsel.policy.rules import FeePayer, Rules
from handsel.record.actions import Actor
from handsel.work.jobs.models import Job
from tests import factories
from tests.web.scenario import signed_in

pytestmark = pytest.mark.usefixtures("frozen_clock")


def page_text(person: Person, job: Job) -> str:
    """The words of the Terms page, without its markup of money."""
    page = signed_in(person).get(reverse("terms", args=[job.pk])).content.decode()
    return " ".join(re.sub("</?data[^>]*>", "", page).split())


@pytest.mark.parametrize(
    ("payer", "words"),
    [
        (FeePayer.FREELANCER, "deducted at release: "),
        (FeePayer.CLIENT, "paid by the client on top: "),
    ],
)
def test_the_fee_is_told_before_anybody_agrees(
    ada: Person, ben: Person, olga: Person, payer: FeePayer, words: str
) -> None:
    publish(Actor(olga.pk), "dear", Rules(fee_basis_points=250, fee_payer=payer))
    page = page_text(ben, factories.awarded(ada, ben, 600, 1400, policy="dear"))
    assert "The Handsel fee is 2.5%, " + words in page
    assert "$50.00 in total" in page
    assert (
        "$2,050.00 including the price"
        if payer is FeePayer.CLIENT
        else "so the freelancer receives $1,950.00"
    ) in page


def test_the_fee_of_a_running_job_is_the_one_that_was_pinned(ada: Person, ben: Person, olga: Person) -> None:
    publish(Actor(olga.pk), "dear", Rules(fee_basis_points=500))
    job = factories.bound(ada, ben, 600, policy="dear")
    publish(Actor(olga.pk), "dear", Rules(fee_basis_points=900))
    page = page_text(ada, job)
    assert "The Handsel fee is 5%" in page
    assert "The Handsel fee is 9%" not in page


def test_a_house_without_a_fee_says_so(ada: Person, ben: Person) -> None:
    assert "There is no fee." in page_text(ben, factories.awarded(ada, ben, 600))


def test_the_fee_of_milestones_is_what_their_releases_take(ada: Person, ben: Person, olga: Person) -> None:
    publish(Actor(olga.pk), "odd", Rules(fee_basis_points=333))
    assert "$0.04 in total" in page_text(ben, factories.awarded(ada, ben, 0.50, 0.50, policy="odd"))
