"""The header of a job's pages: its strip has the button of what its reader is to decide."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from handsel.people.models import Person
from handsel.web.jobs.header import job_header
from handsel.web.jobs.job_view import load_job_view
from handsel.work.jobs.models import Job
from tests import factories
from tests.web.jobs.test_action_items import ending, refund_asked, split_proposed
from tests.web.scenario import signed_in

pytestmark = pytest.mark.usefixtures("frozen_clock")


def delivered(ada: Person, ben: Person) -> Job:
    return factories.delivered(ada, ben, 100).job


def complete(ada: Person, ben: Person) -> Job:
    milestone = factories.delivered(ada, ben, 100)
    factories.released(ada, milestone)
    return milestone.job


def rate_proposed(ada: Person, ben: Person) -> Job:
    """An hourly job in its first week, whose rate the freelancer would raise."""
    job = factories.hourly_bound(ada, ben)
    factories.rich(ada, 1_000)
    factories.week_funded(ada, factories.week_of(job))
    factories.proposed(ben, job, factories.changed_hours(job, rate=2500))
    return job


CASES: list[tuple[Callable[[Person, Person], Job], str | None, str | None]] = [
    (factories.awarded, None, "Read the terms"),
    (factories.bound, "Fund escrow", "Write report"),
    (delivered, "Review delivery", None),
    (refund_asked, None, "Answer"),
    (split_proposed, "Read the proposal", "Write report"),
    (ending, None, "Review"),
    (rate_proposed, "Read the terms", None),
    (complete, None, None),
]


@pytest.mark.parametrize(("make", "client", "freelancer"), CASES)
def test_the_strip_has_the_button_of_what_its_reader_decides(
    ada: Person,
    ben: Person,
    make: Callable[[Person, Person], Job],
    client: str | None,
    freelancer: str | None,
) -> None:
    job = make(ada, ben)
    words = []
    for person in (ada, ben):
        link = job_header(load_job_view(person, job.pk)).decision
        words.append(link.word if link else None)
    assert words == [client, freelancer]


def test_a_timesheet_belongs_to_the_tab_of_time(ada: Person, ben: Person) -> None:
    job = factories.hourly_bound(ada, ben)
    page = signed_in(ada).get(reverse("timesheet", args=[job.pk])).content.decode()
    assert f'<a href="{reverse("time", args=[job.pk])}" aria-current="true">Time</a>' in page


def test_the_button_of_the_page_at_hand_is_left_out(ada: Person, ben: Person) -> None:
    job_view = load_job_view(ben, factories.awarded(ada, ben).pk)
    link = job_header(job_view).decision
    assert link is not None
    assert job_header(job_view, link.href).decision is None


def test_a_decision_is_said_before_a_step_that_is_nobodys(ada: Person, ben: Person) -> None:
    step = job_header(load_job_view(ada, rate_proposed(ada, ben).pk)).next
    assert step is not None
    assert str(step.words).startswith("Ben proposed version 2 of the terms. ")
    assert "moves into escrow" in step.words
    assert step.tone == "warn"
