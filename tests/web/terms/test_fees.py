"""The fee on the Terms page: shown before anybody agrees, and as it was pinned afterwards."""

import re

import pytest
from django.urls import reverse

from handsel.people.models import Person
from handsel.policy.publishing import ensure_presets, publish
from handsel.policy.rules import FeePayer, Rules
from handsel.record.actions import Actor
from handsel.work.jobs.models import Job
from tests import factories
from tests.web.scenario import signed_in
from tests.web.terms.test_views import form

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


def total_in(person: Person, *amounts: str, **changes: str) -> str:
    """What the award form says under its milestones."""
    page = signed_in(person).post(reverse("award"), form(*amounts, **changes)).content.decode()
    total = re.search(r'hx-sync="this:replace">(.*?)(</dl>|</p>)', page, re.DOTALL)
    assert total is not None
    return " ".join(re.sub("<[^>]*>", " ", total[1]).split())


@pytest.mark.parametrize(
    ("payer", "shares"),
    [
        (FeePayer.FREELANCER, "The client pays $2,000.00 The freelancer receives $1,950.00"),
        (FeePayer.CLIENT, "The client pays $2,050.00 The freelancer receives $2,000.00"),
    ],
)
def test_an_award_shows_its_total_and_who_pays_the_fee(
    ada: Person, olga: Person, payer: FeePayer, shares: str
) -> None:
    publish(Actor(olga.pk), "dear", Rules(fee_basis_points=250, fee_payer=payer))
    for sent in ({"total": "1"}, {"title": ""}):
        page = total_in(ada, "600.00", "1 400", policy="dear", **sent)
        assert page == f"Total $2,000.00 Handsel fee, 2.5% $50.00 {shares}"


def test_a_total_is_so_far_until_every_milestone_has_an_amount(ada: Person) -> None:
    ensure_presets()
    assert total_in(ada, "600.00", "", total="1") == "Total so far $600.00 Handsel fee None"
    assert total_in(ada, "600.00", "2.x", total="1").startswith("Total so far $600.00")
    assert total_in(ada, "", total="1") == "Enter an amount to see the total and the fee."
    assert total_in(ada, "600", currency="EUR", total="1").startswith("Total €600.00")
