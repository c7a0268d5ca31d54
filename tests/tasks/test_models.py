"""Scheduling, rescheduling and cancelling tasks."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from handsel.kernel import clock
from handsel.tasks.models import Task, cancel, cancel_each, due_at, schedule, schedule_each
from tests.conftest import MONDAY_NOON, FrozenClock

pytestmark = pytest.mark.django_db


def test_asked_again_it_moves_and_starts_afresh(frozen_clock: FrozenClock) -> None:
    schedule("try", "1", at=clock.now())
    Task.objects.update(attempts=8, last_error="shut", given_up_at=clock.now())
    schedule("try", "1", at=clock.now() + timedelta(days=1))
    task = Task.objects.get()
    assert (task.due_at, task.next_at) == (MONDAY_NOON + timedelta(days=1),) * 2
    assert (task.attempts, task.last_error, task.given_up_at) == (0, "", None)


def test_when_it_was_asked_for_stays_however_often_it_is_tried(frozen_clock: FrozenClock) -> None:
    schedule("try", 1, at=clock.now())
    Task.objects.update(next_at=clock.now() + timedelta(days=1))
    assert (due_at("try", 1), due_at("try", 2)) == (MONDAY_NOON, None)


def test_kinds_and_subjects_are_apart(frozen_clock: FrozenClock) -> None:
    for kind, subject in [("a", 1), ("a", 2), ("b", 1)]:
        schedule(kind, subject, at=clock.now())
    cancel("a", 1)
    assert set(map(str, Task.objects.all())) == {"a 2", "b 1"}


def test_several_are_asked_for_and_no_more_in_one_statement_each(
    frozen_clock: FrozenClock, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    schedule("a", 1, at=clock.now() + timedelta(days=1))
    with django_assert_num_queries(1):
        schedule_each([(kind, subject, clock.now()) for kind in "ab" for subject in (1, 2)])
    assert set(Task.objects.values_list("due_at", flat=True)) == {MONDAY_NOON}
    with django_assert_num_queries(1):
        cancel_each([("a", 1), ("b", 2), ("c", 1)])
    assert set(map(str, Task.objects.all())) == {"a 2", "b 1"}


def test_asking_no_more_for_nothing_leaves_every_duty(frozen_clock: FrozenClock) -> None:
    schedule("a", 1, at=clock.now())
    cancel_each([])
    assert Task.objects.exists()


def test_asking_no_more_for_what_nobody_asked_for_does_nothing() -> None:
    cancel("try", "1")
    assert not Task.objects.exists()
