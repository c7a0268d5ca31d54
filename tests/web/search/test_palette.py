"""What the command palette offers, and to whom."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from handsel.people.models import Person
from tests import factories
from tests.web.scenario import signed_in

pytestmark = pytest.mark.usefixtures("frozen_clock")
QUERIES_MAX = 6


def items(person: Person, text: str = "") -> dict[str, Any]:
    """Where each item leads, by its words."""
    answer = signed_in(person).get(reverse("palette"), {"q": text}).json()
    return {item["word"]: item["href"] for item in answer["items"]}


def test_the_only_job_that_matches_comes_with_its_pages(ada: Person, ben: Person, eve: Person) -> None:
    job = factories.bound(ada, ben, 100, title="A field guide")
    factories.bound(ada, eve, 100, title="An atlas")
    offered = items(ada, "field")
    assert offered[f"Job {job.pk}: A field guide"] == reverse("workroom", args=[job.pk])
    assert offered["Billing & Invoices"] == reverse("job-billing", args=[job.pk])
    assert "Terms" not in items(ada, "a")
    assert items(ada, "???") == {"Search for “???”": "/search/?q=%3F%3F%3F"}
    assert items(eve, "field") == {"Search for “field”": "/search/?q=field"}


def test_an_hourly_job_comes_with_its_time_and_timesheets(ada: Person, ben: Person) -> None:
    job = factories.hourly_bound(ada, ben)
    offered = items(ada, job.title)
    assert offered["Time"] == reverse("time", args=[job.pk])
    assert offered["Timesheet"] == reverse("timesheet", args=[job.pk])


def test_a_person_is_offered_with_what_one_shares(ada: Person, ben: Person, eve: Person) -> None:
    factories.bound(ada, ben, 100)
    assert ben.name in items(ada, ben.name)
    assert ben.name not in items(eve, ben.name)


@pytest.mark.parametrize(
    ("hires", "works", "acts"),
    [
        (True, False, {"Award a job", "Add funds"}),
        (False, True, {"Withdraw earnings"}),
        (True, True, {"Award a job", "Add funds", "Withdraw earnings"}),
    ],
)
def test_acts_are_those_of_ones_side(hires: bool, works: bool, acts: set[str], ada: Person) -> None:
    ada.hires, ada.works = hires, works
    ada.save()
    assert items(ada).keys() & {"Award a job", "Add funds", "Withdraw earnings"} == acts
    assert items(ada)["Settings"] == reverse("me")


def test_every_item_leads_to_a_page(ada: Person, ben: Person) -> None:
    factories.bound(ada, ben, 100)
    for href in {**items(ada), **items(ada, "terms"), **items(ada, "field")}.values():
        assert signed_in(ada).get(href).status_code == 200


def test_a_key_stroke_costs_a_few_queries_however_many_jobs_there_are(ada: Person, ben: Person) -> None:
    client = signed_in(ada)
    for _ in range(3):
        factories.bound(ada, ben, 100)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("palette"), {"q": "field"})
        assert len(queries) <= QUERIES_MAX


def test_nobody_who_is_not_signed_in_gets_any() -> None:
    response = signed_in(None).get(reverse("palette"))
    assert response.status_code == 302
    assert response.headers["Location"].startswith(reverse("account_login"))
