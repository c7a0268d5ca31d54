"""What the freelancer reads right after a delivery: that it is done, and when how much is released."""

from typing import Any

import pytest
from django.urls import reverse

from handsel.people.models import Person
from handsel.work.jobs.models import Job
from tests import factories
from tests.web.scenario import signed_in

COVERS = ("handsel.web.reports.confirmation",)
pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture(autouse=True)
def _in_new_york(ben: Person) -> None:
    ben.time_zone = "America/New_York"
    ben.save()


def deliver(ben: Person, job: Job, *percents: int) -> str:
    """What the page says after a report with these percentages, milestone by milestone."""
    form: dict[str, Any] = {"week": factories.this_week().isoformat(), "done": "The groundwork."}
    for row, percent in zip(job.milestones.order_by("position"), percents, strict=True):
        form |= {f"m{row.pk}-percent": percent, f"m{row.pk}-statement": "It is all there."}
    answer = signed_in(ben).post(reverse("reports", args=[job.pk]), form, follow=True)
    page = answer.content.decode()
    return page[page.index('class="toasts"') : page.index('id="notices"')]


def test_a_delivery_says_that_its_clock_started_and_when_it_releases_how_much(
    ada: Person, ben: Person
) -> None:
    text = deliver(ben, factories.funded(ada, ben, 500, 200), 100, 40)
    assert "Milestone 1 is delivered." in text
    assert "$500.00 is released to you Tue 17 Mar, 00:00 unless Ada asks for changes." in text


def test_an_unfunded_delivery_says_that_no_clock_runs(ada: Person, ben: Person) -> None:
    text = deliver(ben, factories.bound(ada, ben, 500), 100)
    assert "Milestone 1 is delivered. Auto-release starts when it is fully funded." in text


def test_a_delivery_that_never_releases_by_itself_says_so(ada: Person, ben: Person) -> None:
    text = deliver(ben, factories.funded(ada, ben, 500, auto_release_days=None), 100)
    assert "Milestone 1 is delivered. $500.00 waits for Ada’s answer. There is no auto-release." in text


def test_each_of_two_deliveries_is_told(ada: Person, ben: Person) -> None:
    text = deliver(ben, factories.funded(ada, ben, 500, 200), 100, 100)
    assert "$500.00 is released" in text
    assert "$200.00 is released" in text


def test_a_report_without_a_delivery_says_that_it_may_be_sent_again(ada: Person, ben: Person) -> None:
    text = deliver(ben, factories.funded(ada, ben, 500), 40)
    assert "Report sent. You can send it again this week." in text
