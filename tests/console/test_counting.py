"""Counting up to a limit."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handsel.console.counting import COUNTED_MAX, Count, count_each, count_up, count_with_first
from handsel.tasks.models import Task
from tests.console.failing import late_task

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


def test_a_count_says_where_it_stopped() -> None:
    assert str(Count(12)) == "12"
    assert str(Count(COUNTED_MAX)) == "1,000"
    assert str(Count(COUNTED_MAX + 1)) == "1,000+"
    assert not Count(0)


def test_no_more_than_the_limit_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handsel.console.counting.COUNTED_MAX", 2)
    for place in range(5):
        late_task(place)
    assert count_up(Task.objects.all()) == Count(3)
    rows = {"many": Task.objects.all(), "few": Task.objects.filter(subject="1"), "none": Task.objects.none()}
    with CaptureQueriesContext(connection) as queries:
        assert count_each(rows) == {"many": Count(3), "few": Count(1), "none": Count(0)}
    assert len(queries) == 1
    first = Task.objects.order_by("due_at")[0].due_at
    with CaptureQueriesContext(connection) as queries:
        assert count_with_first(Task.objects.all(), "due_at") == (Count(3), first)
    assert len(queries) == 1
    assert count_with_first(Task.objects.none(), "due_at") == (Count(0), None)
