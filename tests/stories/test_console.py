"""The operator's console: Olga has a failing task tried again, and sets a fee that a new job shows."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from handsel.kernel import clock
from handsel.people.models import Person
from handsel.policy.publishing import ensure_presets
from handsel.tasks.models import Task
from handsel.tasks.pulses import beat
from handsel.tasks.worker import Lane
from tests import factories
from tests.console.failing import failing_task
from tests.stories.people import Seat, seat, work_all

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def operator(browser: Browser, live_server: Any, olga: Person) -> Seat:
    beat(Lane.PROMPT, clock.now())
    return seat(browser, live_server.url, olga)


def test_olga_finds_a_task_that_was_given_up_and_has_it_tried_again(operator: Seat) -> None:
    operator.opens("/")
    operator.clicks("Console", role="link")
    operator.reads("Nothing is wrong")
    operator.looks("console-nothing-wrong")
    failing_task("letter-7", given_up=True, attempts=8)
    failing_task("letter-8")
    operator.opens("/console/")
    operator.reads("2 things are wrong")
    operator.looks("console")
    operator.clicks("1 task was given up", role="link", exact=False)
    operator.reads("letter-7")
    operator.looks("console-worker")
    operator.clicks("Send a mail", role="link")
    operator.looks("console-task")
    operator.page.get_by_label("Reason").fill("The mail server is back.")
    operator.clicks("Try again now")
    operator.reads("The task is tried again now.")
    assert not Task.objects.given_up().exists()


def test_olga_sets_a_fee_and_a_new_job_shows_it(
    operator: Seat, browser: Browser, live_server: Any, ada: Person
) -> None:
    ensure_presets()
    operator.opens("/console/policies/")
    operator.looks("console-policies")
    operator.clicks("Standard", role="link", exact=False)
    page = operator.page
    page.get_by_label("Fee, in percent").fill("7.5")
    page.get_by_label("Reason for the change").fill("The costs of payments rose.")
    operator.looks("console-policy")
    operator.clicks("Show what changes")
    operator.reads("A fee of 7.5% is deducted from the freelancer’s payment.")
    operator.looks("console-policy-preview")
    operator.clicks("Publish version 2")
    operator.reads("Version 2 is published.")
    operator.reads("The costs of payments rose.")
    client = seat(browser, live_server.url, ada)
    client.opens("/jobs/award/")
    client.reads("A fee of 7.5% is deducted from the freelancer’s payment.")


def test_olga_reads_whether_the_books_balance(operator: Seat, ada: Person, ben: Person) -> None:
    factories.released(ada, factories.delivered(ada, ben, 100))
    factories.funded(ada, ben, 50)
    operator.opens("/console/books/")
    operator.reads("The books were not checked yet.")
    operator.clicks("Check now")
    operator.reads("The books are being checked.")
    work_all()
    operator.opens("/console/books/")
    operator.reads("The books balance")
    operator.looks("console-books")
    operator.opens("/console/worker/")
    operator.looks("console-worker-storage")


def test_olga_finds_somebody_and_sends_a_link_to_choose_a_password(operator: Seat, ada: Person) -> None:
    operator.opens("/console/people/")
    operator.page.get_by_label("Name or email").fill("vance")
    operator.clicks("Find")
    operator.looks("console-people")
    operator.clicks("Ada Vance", role="link")
    operator.looks("console-person")
    operator.page.locator("section", has_text="Send a link").get_by_label("Reason").fill("She called.")
    operator.clicks("Send the link")
    operator.reads("Ada Vance is told of it by mail.")
    operator.opens("/console/record/")
    operator.reads("Olga Lind sent a person a link to choose a password")
    operator.looks("console-record")
