"""Operators have a failing task tried again, or give it up: once, with a reason, on the house's record."""

from datetime import timedelta

import pytest

from handsel.console.worker.acts import TaskBusy, give_up, retry
from handsel.kernel import clock
from handsel.kernel.characters import BidiControlsRefused
from handsel.kernel.identifiers import HOUSE
from handsel.kernel.refusals import NotFound
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.record.models import Entry
from handsel.tasks.leases import LEASE
from handsel.tasks.models import Task
from tests.conftest import FrozenClock
from tests.console.failing import failing_task, late_task

COVERS = ("handsel.console.acting", "handsel.console.entries")
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


def recorded() -> list[tuple[str, object]]:
    entries = Entry.objects.filter(chain__subject=HOUSE).order_by("number")
    return [(entry.kind, entry.facts) for entry in entries if entry.kind.startswith("task.")]


@pytest.mark.parametrize("given_up", [True, False])
def test_a_task_that_failed_is_tried_again_at_once(olga: Person, given_up: bool) -> None:
    task = failing_task(7, attempts=8, given_up=given_up)
    retry(Actor(olga.pk), task.pk, reason="The mail server is back.")
    task.refresh_from_db()
    assert (task.attempts, task.last_error, task.given_up_at) == (0, "", None)
    assert task.next_at == clock.now()
    assert list(Task.objects.ripe(clock.now()).filter(kind="mail")) == [task]
    facts = {"task": "mail", "subject": "7", "attempts": 8, "reason": "The mail server is back."}
    assert recorded() == [("task.retried", facts)]


def test_a_form_that_is_sent_twice_acts_once(olga: Person) -> None:
    task, actor = failing_task(7), Actor(olga.pk)
    retry(actor, task.pk, reason="Again.")
    assert retry(actor, task.pk, reason="Again.")["attempts"] == 3
    assert len(recorded()) == 1


def test_a_task_that_fails_is_given_up_and_can_be_tried_again(olga: Person) -> None:
    task = failing_task(7)
    give_up(Actor(olga.pk), task.pk, reason="The address is gone.")
    assert list(Task.objects.given_up()) == [task]
    with pytest.raises(TaskBusy):
        give_up(Actor(olga.pk), task.pk, reason="Once more.")
    retry(Actor(olga.pk), task.pk, reason="It is back.")
    assert [kind for kind, _ in recorded()] == ["task.given_up", "task.retried"]


def test_a_task_that_did_not_fail_or_that_a_worker_may_be_at_is_left(olga: Person) -> None:
    planned, leased = late_task(1), failing_task(2)
    Task.objects.filter(pk=leased.pk).update(next_at=clock.now() + timedelta(minutes=2))
    for act in (retry, give_up):
        for task in (planned, leased):
            with pytest.raises(TaskBusy):
                act(Actor(olga.pk), task.pk, reason="Why not.")
        with pytest.raises(NotFound):
            act(Actor(olga.pk), 0, reason="It is gone.")
    assert recorded() == []


def test_a_task_that_a_worker_took_while_the_request_waited_is_left(
    olga: Person, frozen_clock: FrozenClock
) -> None:
    task, sent_before = failing_task(7), Actor(olga.pk)
    frozen_clock.passes(seconds=3)
    Task.objects.filter(pk=task.pk).update(next_at=clock.now() + LEASE)
    for act in (retry, give_up):
        with pytest.raises(TaskBusy):
            act(sent_before, task.pk, reason="Why not.")


def test_a_reason_that_misleads_is_refused(olga: Person) -> None:
    with pytest.raises(BidiControlsRefused):
        retry(Actor(olga.pk), failing_task(7).pk, reason="a\u202eb")
