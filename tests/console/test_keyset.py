"""Pages by the key of their last row."""

from datetime import timedelta

import pytest
from django.core.exceptions import BadRequest

from handsel.console import keyset
from handsel.console.keyset import page_after
from handsel.tasks.models import Task
from tests.console.failing import late_task

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


def test_every_row_is_on_one_page_also_where_many_are_of_one_instant(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyset, "ROWS_SHOWN", 3)
    tasks = [late_task(place) for place in range(8)]
    Task.objects.filter(pk__in=[task.pk for task in tasks[5:]]).update(
        next_at=tasks[0].next_at - timedelta(hours=1)
    )
    seen, after = [], ""
    while True:
        page = page_after(Task.objects.all(), "next_at", after)
        seen.append([task.subject for task in page.rows])
        if not (after := page.after):
            break
    assert seen == [["5", "6", "7"], ["0", "1", "2"], ["3", "4"]]


INSTANT = "2026-03-02T00:00:00+00:00"


STRANGE = ["x", "2026-03-02 1", f"{INSTANT} x", f"{INSTANT} {'9' * 30}"]
STRANGE += ["0001-01-01T00:00:00+23:59 1", "9999-12-31T23:59:59-23:59 1", "2026-03-02T00:00:00 x"]


@pytest.mark.parametrize("after", STRANGE)
def test_a_strange_place_is_a_bad_request(after: str) -> None:
    with pytest.raises(BadRequest):
        page_after(Task.objects.all(), "next_at", after)
