"""Time that overlaps other time of the same freelancer, on whatever job, is named."""

from datetime import timedelta

import pytest

from handsel.people.models import Person
from handsel.work.hours.models import TimeSpan
from handsel.work.hours.overlap_audit import check
from tests import factories
from tests.conftest import FrozenClock
from tests.db_tamper import change

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


def test_overlaps_are_named_over_all_jobs(
    ada: Person, ben: Person, eve: Person, frozen_clock: FrozenClock
) -> None:
    jobs = [factories.hourly_bound(ada, freelancer) for freelancer in (ben, ben, eve)]
    frozen_clock.passes(hours=4)
    for job, ago in zip(jobs, (120, 60, 90), strict=True):
        factories.worked(job, ago=ago, minutes=60)
    assert (check().counted, check().faults) == (3, [])
    first, second, _other = TimeSpan.objects.order_by("pk")
    change(second, started_at=second.started_at - timedelta(seconds=1))
    assert check().faults == [f"{second} of job {jobs[1].pk} overlaps {first} of job {jobs[0].pk}"]
