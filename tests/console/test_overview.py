"""The first page of the console: what is wrong, worst first, and what waits."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from handsel.console import queues
from handsel.console.concerns import Concern, worst_first
from handsel.console.counting import Count
from handsel.console.queue_state import QueueState
from handsel.console.queues import Queue, queue_rows
from handsel.console.worker.concerns import worker_concerns
from handsel.kernel import clock
from handsel.people.models import Person
from tests.console.failing import failing_task, late_task
from tests.web.scenario import signed_in

COVERS = (
    "handsel.console.machines.concerns",
    "handsel.console.concerns",
    "handsel.console.queue_state",
    "handsel.console.queues",
    "handsel.console.worker.concerns",
)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


def text_of(olga: Person) -> str:
    return signed_in(olga).get(reverse("console")).content.decode()


def test_tasks_that_were_given_up_are_late_or_fail_are_each_a_line_worst_first() -> None:
    failing_task(1)
    failing_task(2, given_up=True)
    failing_task(3, given_up=True)
    late_task(4)
    titles = [concern.title for concern in worst_first(worker_concerns(clock.now()))]
    assert titles == ["2 tasks were given up", "1 task is late", "1 task is failing"]


def test_a_task_that_is_due_just_now_is_not_late() -> None:
    task = late_task(1)
    task.next_at = clock.now() - timedelta(minutes=4)
    task.save()
    assert list(worker_concerns(clock.now())) == []


def test_a_task_that_was_moved_ahead_of_its_time_is_not_late() -> None:
    task = late_task(1)
    task.due_at = clock.now() + timedelta(hours=1)
    task.save()
    assert (task.is_late(clock.now()), list(worker_concerns(clock.now()))) == (False, [])


def test_the_worst_comes_first_and_else_the_order_stays() -> None:
    concerns = [Concern(tone, "alert", title, "", "/") for tone, title in (("warn", "a"), ("bad", "b"))]
    assert [concern.title for concern in worst_first(concerns)] == ["b", "a"]


def test_the_page_says_what_is_wrong(olga: Person) -> None:
    failing_task(1, given_up=True)
    text = text_of(olga)
    assert "1 task was given up" in text
    assert "No worker runs." in text
    assert "Nothing waits for you." in text


def queue_of(title: str, count: int, soonest: datetime | None = None) -> Queue:
    return Queue(title, "flag", "console", lambda _operator: QueueState(Count(count), soonest))


def test_queues_are_listed_by_their_soonest_day(monkeypatch: pytest.MonkeyPatch, olga: Person) -> None:
    now = clock.now()
    made = (
        queue_of("Reports", 2),
        queue_of("Empty", 0),
        queue_of("Appeals", 1, now + timedelta(days=2)),
        queue_of("Disputes", 3, now + timedelta(days=1)),
    )
    monkeypatch.setattr(queues, "QUEUES", made)
    assert [row.queue.title for row in queue_rows(olga, now)] == ["Disputes", "Appeals", "Reports"]
    text = text_of(olga)
    assert "Disputes: 3" in text
    assert "Empty" not in text
