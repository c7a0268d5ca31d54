"""Going to a job by its number, as an operator who takes no part in it."""

import pytest
from django.urls import reverse

from handsel.people.models import Person
from tests import factories
from tests.web.scenario import signed_in

pytestmark = pytest.mark.usefixtures("frozen_clock")


def test_a_number_leads_to_its_job(ada: Person, ben: Person, olga: Person) -> None:
    job = factories.bound(ada, ben)
    answer = signed_in(olga).get(reverse("console-jobs"), {"number": job.pk})
    assert answer.headers["location"] == reverse("opened-job", args=[job.pk])


@pytest.mark.parametrize("number", ["0", "999", "x", "9" * 30, ""])
def test_a_number_of_no_job_is_refused_in_place(olga: Person, number: str) -> None:
    answer = signed_in(olga).get(reverse("console-jobs"), {"number": number})
    assert answer.status_code == 422


def test_a_job_of_ones_own_is_read_in_its_workroom(ada: Person, olga: Person) -> None:
    job = factories.bound(ada, olga)
    answer = signed_in(olga).get(reverse("console-jobs"), {"number": job.pk})
    assert "You are a side of this job." in answer.content.decode()
