"""The operator's console: Olga finds a task that fails and has it tried again."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from handsel.kernel import clock
from handsel.people.models import Person
from handsel.tasks.models import Task
from handsel.tasks.pulses import beat
from handsel.tasks.worker import Lane
from tests.console.failing import failing_task
from tests.stories.people import Seat, seat

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
    operator.clicks("mail", role="link")
    operator.looks("console-task")
    operator.page.get_by_label("Reason").fill("The mail server is back.")
    operator.clicks("Try again now")
    operator.reads("The task is tried again now.")
    assert not Task.objects.given_up().exists()
