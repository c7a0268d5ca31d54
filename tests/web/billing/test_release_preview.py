"""What the release dialog says before anything is released: the fee, who pays it, and what reaches whom."""

import re
from typing import Any

import pytest
from django.urls import reverse

from handsel.people.models import Person
from handsel.policy.publishing import publish
from handsel.policy.rules import FeePayer, Rules
from handsel.record.actions import Actor
from handsel.work.jobs.models import Job
from tests import factories
from tests.web.scenario import signed_in

COVERS = ("handsel.web.jobs.fee_breakdown",)
pytestmark = pytest.mark.usefixtures("frozen_clock")


def a_job(ada: Person, ben: Person, olga: Person, payer: FeePayer) -> Job:
    publish(Actor(olga.pk), "dear", Rules(fee_basis_points=500, fee_payer=payer))
    return factories.funded(ada, ben, 500, policy="dear")


def words(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def figures(person: Person, job: Job, amount: str) -> str:
    address = reverse("release-figures", args=[factories.first(job).pk])
    return words(signed_in(person).get(address, {"amount": amount}))


@pytest.mark.parametrize(
    ("payer", "out", "fee", "part"),
    [
        (FeePayer.FREELANCER, "$500.00", "paid by Ben −$25.00", "$475.00"),
        (FeePayer.CLIENT, "$525.00", "paid by you when you funded −$25.00", "$500.00"),
    ],
)
def test_the_dialog_says_who_pays_the_fee_and_what_reaches_the_freelancer(
    payer: FeePayer, out: str, fee: str, part: str, ada: Person, ben: Person, olga: Person
) -> None:
    job = a_job(ada, ben, olga, payer)
    text = words(signed_in(ada).get(reverse("job-billing", args=[job.pk])))
    assert f"From escrow {out} Handsel fee, {fee} Ben receives {part} You pay now Nothing" in text
    assert "Release $500.00 Release amount" in text


def test_the_figures_and_the_button_follow_a_part(ada: Person, ben: Person, olga: Person) -> None:
    job = a_job(ada, ben, olga, FeePayer.FREELANCER)
    text = figures(ada, job, "40.10")
    assert "Handsel fee, paid by Ben −$2.01 Ben receives $38.09" in text
    assert "Stays in escrow for milestone 1 $459.90" in text
    assert text.endswith("Release $40.10 to Ben? Release $40.10")


@pytest.mark.parametrize(
    ("amount", "wrong"),
    [
        ("", "required"),
        ("ten", "such as 2,250.00"),
        ("0", "above zero"),
        ("500.01", "Enter at most $500.00."),
    ],
)
def test_what_cannot_be_released_is_said_and_the_button_waits(
    amount: str, wrong: str, ada: Person, ben: Person, olga: Person
) -> None:
    job = a_job(ada, ben, olga, FeePayer.FREELANCER)
    address = reverse("release-figures", args=[factories.first(job).pk])
    answer = signed_in(ada).get(address, {"amount": amount})
    assert wrong in words(answer)
    assert "disabled" in answer.content.decode()


def test_without_a_fee_the_whole_amount_reaches_the_freelancer(ada: Person, ben: Person) -> None:
    job = factories.funded(ada, ben, 500)
    text = figures(ada, job, "500")
    assert "From escrow $500.00 Handsel fee $0.00 Ben receives $500.00" in text
    assert "Stays in escrow" not in text
