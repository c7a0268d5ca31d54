"""A suspension ends by itself; of two the later end counts, and an overturned one counts for nothing."""

from datetime import UTC, date, datetime, timedelta

import pytest

from handsel.config.task_handlers import TASK_HANDLERS
from handsel.kernel import clock
from handsel.notices.models import Notice
from handsel.people.suspension import is_in_suspension
from handsel.record.actions import Actor
from handsel.tasks.worker import work
from handsel.trust.conduct.suspensions import auto_end
from handsel.work.hours.models import PageTimer, TimeSpan
from handsel.work.hours.timer import beat, start_timer
from tests import factories
from tests.api.connected import tracker_of
from tests.auditing import faults
from tests.time_travel import let_pass
from tests.trust.conduct.reported import answered, appealed, decided, latest, reported

pytestmark = pytest.mark.usefixtures("frozen_clock")
THE_12TH = datetime(2026, 3, 13, 4, tzinfo=UTC)
THE_20TH = datetime(2026, 3, 21, 4, tzinfo=UTC)


def test_a_suspension_ends_by_itself_and_the_person_is_told(frozen_clock, ben, olga, report):
    decided(olga, report, "suspend")
    ben.refresh_from_db()
    assert ben.suspended_until == THE_12TH
    assert faults() == []
    let_pass(frozen_clock, days=11)
    ben.refresh_from_db()
    assert ben.suspension(clock.now()) is None
    assert Notice.objects.filter(person=ben, title="Your suspension is over").count() == 1
    assert faults() == []


def test_of_two_suspensions_the_later_end_counts(ada, ben, olga, otto, job, report):
    decided(olga, report, "suspend", last_day=date(2026, 3, 20))
    later = latest()
    decided(olga, reported(ada, job), "suspend")
    ben.refresh_from_db()
    assert ben.suspended_until == THE_20TH
    appealed(ben, later)
    later.refresh_from_db()
    answered(otto, later, is_granted=True)
    ben.refresh_from_db()
    assert ben.suspended_until == THE_12TH
    auto_end(str(ben.party.pk), clock.now())
    assert faults() == []


def test_a_later_warning_does_not_forget_a_suspension_that_is_over(frozen_clock, ada, ben, olga, job, report):
    decided(olga, report, "suspend")
    let_pass(frozen_clock, days=11)
    decided(olga, reported(ada, job), "warn")
    ben.refresh_from_db()
    assert ben.suspended_until == THE_12TH
    day = datetime(2026, 3, 10, 12, tzinfo=UTC)
    assert is_in_suspension(ben.pk, start=day, end=day + timedelta(hours=1))
    let_pass(frozen_clock, hours=1)
    assert Notice.objects.filter(person=ben, title="Your suspension is over").count() == 1
    assert faults() == []


@pytest.fixture
def hourly(frozen_clock, ada, ben):
    """An hourly job on which Ben tracks."""
    job = factories.hourly_bound(ada, ben)
    factories.rich(ada, 2_000)
    factories.week_funded(ada, factories.week_of(job))
    return job


def test_a_tracker_stops_at_its_next_contact_and_time_before_that_counts(
    frozen_clock, ada, ben, olga, otto, hourly
):
    tracker = tracker_of(ben)
    frozen_clock.passes(hours=1)
    assert tracker.beats(str(hourly.uuid)).data["stop"] is None
    decision = decided(olga, reported(ada, hourly), "suspend")
    frozen_clock.passes(hours=1)
    contact = clock.now()
    assert tracker.beats(str(hourly.uuid)).data["stop"] == "suspended"
    assert tracker.gets("/jobs").data[0]["readiness"] == "suspended"
    frozen_clock.passes(hours=1)
    tracker.beats(None)
    before, after = contact - timedelta(minutes=24), contact + timedelta(minutes=12)
    assert tracker.sends(tracker.segment(str(hourly.uuid), before)).status == 200
    late = tracker.sends(tracker.segment(str(hourly.uuid), after))
    assert (late.status, "suspension" in str(late.data)) == (409, True)
    answered(otto, appealed(ben, decision), is_granted=True)
    assert tracker.beats(str(hourly.uuid)).data["stop"] is None
    frozen_clock.passes(hours=1)
    assert tracker.sends(tracker.segment(str(hourly.uuid), contact + timedelta(minutes=84))).status == 200
    assert faults() == []


def test_a_timer_on_the_page_stops_with_the_suspension(frozen_clock, ada, ben, olga, hourly):
    start_timer(Actor(ben.pk), hourly, memo="Signs.")
    beat(ben, frozen_clock.passes(minutes=5))
    decided(olga, reported(ada, hourly), "suspend")
    frozen_clock.passes(minutes=5)
    while work(TASK_HANDLERS):
        pass
    assert not PageTimer.objects.exists()
    span = TimeSpan.objects.get()
    assert span.ended_at - span.started_at == timedelta(minutes=5)
