"""What is planned for a time to come and not scheduled for it is named."""

from datetime import datetime, timedelta

import pytest

from handsel.kernel import clock
from handsel.kernel.audit import RowUnreadable
from handsel.tasks.models import Task, schedule
from handsel.tasks.planned import Planned, plan_faults

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


@pytest.fixture
def later() -> datetime:
    return clock.now() + timedelta(days=1)


def test_what_is_scheduled_for_its_time_is_in_order(later: datetime) -> None:
    schedule("ring", 1, at=later)
    assert plan_faults(lambda: [("ring", 1, later)]) == []


def test_a_task_that_is_gone_is_named(later: datetime) -> None:
    words = f"ring 1 is to happen at {later.isoformat()}, but nothing is scheduled"
    assert plan_faults(lambda: [("ring", 1, later)]) == [words]


def test_a_task_at_another_time_is_named(later: datetime) -> None:
    schedule("ring", 1, at=later)
    Task.objects.update(due_at=later + timedelta(seconds=1))
    assert len(plan_faults(lambda: [("ring", 1, later)])) == 1


def test_what_is_due_may_be_done_already(later: datetime) -> None:
    assert plan_faults(lambda: [("ring", 1, clock.now())]) == []


def test_a_plan_that_changed_meanwhile_is_read_again(later: datetime) -> None:
    plans = [[("ring", 1, later), ("ring", 2, later)], [("ring", 2, later)]]
    assert [fault[:6] for fault in plan_faults(lambda: plans.pop(0))] == ["ring 2"]


def test_where_an_altered_row_hides_the_plan_it_says_so() -> None:
    def unknown() -> list[Planned]:
        raise RowUnreadable("the rules of classic cannot be read")

    assert plan_faults(unknown) == ["what is to happen is not known: the rules of classic cannot be read"]
