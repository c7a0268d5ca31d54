import pytest

from handsel.due import audit
from handsel.due.models import Duty, schedule
from handsel.kernel import clock


@pytest.mark.django_db
def test_what_was_given_up_is_named_with_its_last_error() -> None:
    schedule("deposit.step", "7", at=clock.now())
    (check,) = audit.checks()
    assert (check.counted, check.faults) == (1, [])
    Duty.objects.update(given_up_at=clock.now(), attempts=8, last_error="ValueError: no such bank")
    (check,) = audit.checks()
    assert check.faults == ["deposit.step 7 was given up after 8 tries: ValueError: no such bank"]
