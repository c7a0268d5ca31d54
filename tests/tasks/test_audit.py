import pytest

from handsel.kernel import clock
from handsel.tasks import audit
from handsel.tasks.models import Task, schedule


@pytest.mark.django_db
def test_what_was_given_up_is_named_with_its_last_error() -> None:
    schedule("deposit.step", "7", at=clock.now())
    check, _ = audit.checks(["deposit.step"])
    assert (check.counted, check.faults) == (1, [])
    Task.objects.update(given_up_at=clock.now(), attempts=8, last_error="ValueError: no such bank")
    check, _ = audit.checks(["deposit.step"])
    assert check.faults == ["deposit.step 7 was given up after 8 tries: ValueError: no such bank"]


@pytest.mark.django_db
def test_a_task_of_a_kind_that_nobody_does_is_named() -> None:
    schedule("deposit.step", "7", at=clock.now())
    schedule("deposit.leap", "8", at=clock.now())
    _, check = audit.checks(["deposit.step"])
    assert (check.counted, check.faults) == (
        2,
        ["deposit.leap 8 is of a kind that this version does not know, so nobody does it"],
    )
