"""A lease lasts as long as its task runs, and no longer."""

import time
from typing import Any
from unittest.mock import patch

import pytest
from django.db import OperationalError

from handsel.kernel import clock
from handsel.tasks import leases
from handsel.tasks.leases import LEASE, leased
from handsel.tasks.models import Task, schedule
from handsel.tasks.worker import Handler, Lane, work
from tests.waiting import until


@pytest.fixture(autouse=True)
def _often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leases, "RENEWED_EVERY_SECONDS", 0.01)


@pytest.mark.django_db(transaction=True)
def test_what_takes_long_keeps_its_lease_and_is_done_once() -> None:
    schedule("try", "1", at=clock.now())
    ends = []

    def slow(_subject: str, _at: object) -> None:
        first = Task.objects.get().next_at
        assert until(lambda: Task.objects.get().next_at > first)
        ends.append(Task.objects.get().next_at)

    assert work({"try": Handler(slow, Lane.OUTSIDE)}) == 1
    assert ends[0] > clock.now() + LEASE / 2
    assert not Task.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_what_is_asked_for_anew_meanwhile_is_left_at_its_new_time() -> None:
    schedule("try", "1", at=clock.now())
    later = clock.now() + 3 * LEASE

    def again(subject: str, _at: object) -> None:
        schedule("try", subject, at=later)
        time.sleep(0.1)

    work({"try": Handler(again, Lane.OUTSIDE)})
    assert Task.objects.get().next_at == later


@pytest.mark.django_db(transaction=True)
def test_where_the_database_was_away_it_is_renewed_the_next_time(caplog: pytest.LogCaptureFixture) -> None:
    schedule("try", "1", at=clock.now())
    task = Task.objects.get()
    first, filtered = task.next_at, Task.objects.filter
    away = iter([OperationalError("away"), OperationalError("away")])

    def filter_or_fail(**sought: Any) -> Any:
        if error := next(away, None):
            raise error
        return filtered(**sought)

    with patch.object(leases.Task.objects, "filter", filter_or_fail), leased(task):
        assert until(lambda: task.next_at > first)
    assert caplog.text.count("is not renewed yet: away") == 2


@pytest.mark.django_db(transaction=True)
def test_nothing_is_renewed_afterwards() -> None:
    schedule("try", "1", at=clock.now())
    task = Task.objects.get()
    with leased(task):
        pass
    time.sleep(0.05)
    assert Task.objects.get().next_at == task.next_at
