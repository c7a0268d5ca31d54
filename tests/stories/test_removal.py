"""A person is removed by two operators, and still signs in, withdraws and takes the record along."""

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from handsel.people.models import Person
from handsel.record.log.writer import write_log
from handsel.work.jobs.models import Job
from tests import factories
from tests.auditing import faults
from tests.balances import earnings, wallet
from tests.conftest import FrozenClock
from tests.factories import usd
from tests.stories.people import Seat, seat, work_all
from tests.stories.test_award_to_paid import withdraws
from tests.trust.conduct.reported import reported

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def otto() -> Person:
    """Another operator."""
    return Person.objects.create_user("otto@example.org", name="Otto Berg", is_operator=True)


@pytest.fixture
def job(shared_clock: FrozenClock, ada: Person, ben: Person) -> Job:
    """A job of which one milestone is paid, and one is funded and not delivered."""
    milestone = factories.delivered(ada, ben, 100, 200)
    factories.released(ada, milestone)
    return Job.objects.with_people().get(pk=milestone.job_id)


def test_a_person_is_removed_by_two_operators_and_keeps_what_is_theirs(
    browser: Browser, live_server: Any, job: Job, ada: Person, ben: Person, olga: Person, otto: Person
) -> None:
    client, freelancer, operator, other = (
        seat(browser, live_server.url, person) for person in (ada, ben, olga, otto)
    )
    reported(ada, job, evidence=[1])
    work_all()
    proposes(operator)
    work_all()
    freelancer.opens("/me/conduct/")
    freelancer.reads("It takes effect once another operator confirms it.")
    freelancer.looks("removal-proposed")
    funds = wallet(ada)
    confirms(other)
    work_all()
    assert wallet(ada) == funds + usd(200)
    client.opens("/inbox/")
    client.reads("The job ended: the freelancer was removed from this site")
    client.looks("removal-other-side")
    keeps(freelancer, job)
    work_all()
    assert earnings(ben) == usd(0)
    assert faults() == []


def proposes(operator: Seat) -> None:
    """Take the case, and propose the removal by its words."""
    operator.opens("/console/conduct/")
    operator.clicks("Take it or write a note", role="link", exact=False)
    operator.clicks("Take it")
    operator.reads("Olga Lind has it")
    operator.looks("removal-case-taken")
    operator.clicks("Read and decide", role="link")
    operator.page.get_by_label("Decision", exact=True).select_option("remove")
    operator.page.get_by_label("Reason", exact=True).select_option("payment outside")
    operator.page.get_by_label("In your own words").fill("It is the third time, after two warnings.")
    operator.looks("removal-case")
    operator.clicks("Decide")
    operator.reads("It takes two operators: another one has to confirm it.")
    operator.looks("removal-case-proposed")
    operator.clicks("Confirm or withdraw", role="link")
    operator.reads("You proposed it. Another operator confirms or withdraws it.")
    operator.looks("removal-own-proposal")


def confirms(other: Seat) -> None:
    """Find it in the queue, and confirm it."""
    other.opens("/console/")
    other.reads("Two operators")
    other.opens("/console/approvals/")
    other.looks("console-approvals-waiting")
    other.clicks("Read", role="link", exact=False)
    other.reads("Remove Ben Okafor")
    other.looks("console-approval-waiting")
    other.clicks("Confirm")
    other.reads("Confirmed. Everyone concerned is told.")
    other.looks("console-approval-confirmed")


def keeps(freelancer: Seat, job: Job) -> None:
    """Read what remains, withdraw, and download the record."""
    freelancer.opens("/")
    freelancer.reads("Removed from this site")
    freelancer.looks("removal-home")
    freelancer.opens("/me/conduct/")
    freelancer.reads("No money that is yours was taken.")
    expect(freelancer.page.get_by_label("Why you appeal")).to_be_visible()
    freelancer.looks("removal-in-effect")
    freelancer.opens(f"/jobs/{job.pk}/")
    freelancer.reads("The job ended: the freelancer was removed from this site")
    freelancer.looks("removal-workroom")
    write_log()
    with freelancer.page.expect_download() as download:
        freelancer.page.evaluate(f"location.assign('/jobs/{job.pk}/evidence.zip')")
    assert download.value.suggested_filename == f"job-{job.pk}-evidence.zip"
    withdraws(freelancer, "100.00")
