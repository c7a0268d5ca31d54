"""Paying a bonus on the Billing page."""

from typing import Any

import pytest
from django.urls import reverse

from handsel.people.models import Person
from handsel.work.bonuses.models import Bonus
from handsel.work.jobs.models import Job
from tests import factories
from tests.made_once import made_once
from tests.web.scenario import post_form, signed_in

pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture
@made_once
def job(frozen_clock: Any, ada: Person, ben: Person) -> Job:
    factories.rich(ada, 100)
    return factories.hourly_bound(ada, ben)


def billing(person: Person, job: Job) -> str:
    return " ".join(signed_in(person).get(reverse("job-billing", args=[job.pk])).content.decode().split())


def test_the_client_pays_and_both_read_it(ada: Person, ben: Person, job: Job) -> None:
    page = billing(ada, job)
    assert "There is no fee." in page
    assert "your wallet, which has" in page
    answer = post_form(ada, "bonus", job.pk, amount="50", reason="Ahead of time.")
    assert "$50.00 paid to Ben." in answer.content.decode()
    for person in (ada, ben):
        assert "Ahead of time." in billing(person, job)
    assert "Pay a bonus" not in billing(ben, job)


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"amount": "101", "reason": "Thanks."}, "There is not enough money in the wallet."),
        ({"amount": "0", "reason": "Thanks."}, "Enter an amount above zero."),
        ({"amount": "5", "reason": " "}, "This field is required."),
    ],
)
def test_a_refused_bonus_stands_again_with_what_was_typed(
    ada: Person, job: Job, form: dict[str, str], words: str
) -> None:
    answer = post_form(ada, "bonus", job.pk, **form)
    assert answer.status_code == 422
    page = " ".join(answer.content.decode().split())
    assert words in page
    assert answer.context["bonus_form"]["amount"].value() == form["amount"]
    assert not Bonus.objects.exists()


def test_no_bonus_before_the_terms_bind(ada: Person, ben: Person) -> None:
    job = factories.awarded(ada, ben)
    assert "Pay a bonus" not in billing(ada, job)
    assert post_form(ada, "bonus", job.pk, amount="5", reason="Thanks.").status_code in (409, 422)
