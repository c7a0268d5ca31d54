"""What a Tracker is told of the jobs of its person."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.work.hours.pausing import pause_job
from tests import factories
from tests.api.connected import tracker_of
from tests.conftest import FrozenClock

pytestmark = pytest.mark.django_db


def test_a_job_says_how_it_stands(ada: Person, ben: Person, frozen_clock: FrozenClock) -> None:
    tracker = tracker_of(ben)
    job = factories.hourly_bound(ada, ben)
    (state,) = tracker.gets("/jobs").data
    assert state["job"] == str(job.uuid)
    assert (state["rate"], state["currency"], state["client"]) == (2000, "USD", "Ada Vance")
    assert (state["readiness"], state["work_view"], state["by_hand"]) == ("not funded", "off", True)
    assert state["week"]["monday"] == "2026-03-02"

    factories.rich(ada)
    factories.week_funded(ada, factories.week_of(job))
    factories.worked(job, minutes=30)
    (state,) = tracker.gets("/jobs").data
    assert state["readiness"] == "ready"
    assert (state["week"]["recorded_seconds"], state["week"]["left_seconds"]) == (1800, 40 * 3600 - 1800)

    pause_job(Actor(ada.pk), job)
    assert [row["readiness"] for row in tracker.gets("/jobs").data] == ["paused"]


def test_jobs_of_others_and_at_a_fixed_price_are_not_listed(
    ada: Person, ben: Person, eve: Person, frozen_clock: FrozenClock
) -> None:
    factories.hourly_bound(ada, ben)
    factories.bound(ada, eve, 100)
    factories.hourly_awarded(ada, eve)
    assert tracker_of(eve).gets("/jobs").data == []
    assert tracker_of(ada).gets("/jobs").data == []


def test_more_jobs_need_no_more_queries(ada: Person, ben: Person, frozen_clock: FrozenClock) -> None:
    tracker = tracker_of(ben)
    tracker.gets("/device")  # From now on it was seen this minute.
    counts = []
    for _ in range(2):
        for _ in range(3):
            factories.hourly_bound(ada, ben)
        with CaptureQueriesContext(connection) as queries:
            assert tracker.gets("/jobs").status == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12
