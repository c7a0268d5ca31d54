"""The timer on the page: it counts what a page saw, once, and survives closed laptops and forgetting."""

from datetime import UTC, datetime, timedelta

import pytest

from handsel.kernel import clock
from handsel.kernel.refusals import NotFound
from handsel.record.actions import Actor
from handsel.tasks.models import due_at
from handsel.work.hours.models import JobWeek, PageTimer, TimeSpan
from handsel.work.hours.pausing import pause_job, resume_job
from handsel.work.hours.recording import record_time
from handsel.work.hours.refusals import (
    MemoMissing,
    NotByHand,
    TimeOutside,
    TimerRuns,
)
from handsel.work.hours.submitting import submit_week
from handsel.work.hours.timer import CHECK, auto_check, beat, start_timer, stop_timer
from handsel.work.jobs.models import Job
from handsel.work.jobs.refusals import InvalidState
from handsel.work.terms.ending import end_job
from tests import factories
from tests.made_once import made_once
from tests.replaying import differences
from tests.time_travel import at_once, let_pass

COVERS = ("handsel.work.hours.models.timers",)
pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture
@made_once
def job(frozen_clock, ada, ben):
    return factories.hourly_bound(ada, ben)


def started(ben, job, memo="Sketches."):
    return start_timer(Actor(ben.pk), job, memo=memo)


def stays(ben, frozen_clock, minutes):
    """The page is open for so long."""
    for _ in range(minutes):
        let_pass(frozen_clock, minutes=1)
        assert beat(ben, clock.now()) is not None


def spans():
    return [(row.source, row.span.seconds, row.memo) for row in TimeSpan.objects.order_by("started_at")]


def test_what_it_counted_is_recorded_when_it_stops(ben, job, frozen_clock):
    timer = started(ben, job)
    stays(ben, frozen_clock, 8)
    frozen_clock.passes(seconds=30)
    facts = stop_timer(Actor(ben.pk), timer)
    assert spans() == [("on page", 510, "Sketches.")]
    assert facts["timer"] == "stopped"
    assert not PageTimer.objects.exists()
    assert due_at(CHECK, timer.pk) is None
    assert differences() == []


def test_a_page_that_is_open_is_recorded_each_hour(ben, job, frozen_clock):
    timer = started(ben, job)
    stays(ben, frozen_clock, 130)
    assert [seconds for _, seconds, _ in spans()] == [59 * 60, 59 * 60]
    stop_timer(Actor(ben.pk), timer)
    assert sum(seconds for _, seconds, _ in spans()) == 130 * 60


def test_a_timer_forgotten_for_22_hours_stopped_at_its_last_sign_of_life(ben, job, frozen_clock):
    started(ben, job)
    stays(ben, frozen_clock, 5)
    let_pass(frozen_clock, hours=22)
    assert spans() == [("on page", 300, "Sketches.")]
    assert not PageTimer.objects.exists()


@pytest.mark.parametrize("wakes", ["beat", "stop"])
def test_a_laptop_that_was_closed_counts_to_its_last_sign_of_life(ben, job, frozen_clock, wakes):
    timer = started(ben, job)
    stays(ben, frozen_clock, 5)
    frozen_clock.passes(hours=2)
    if wakes == "beat":
        assert beat(ben, clock.now()) is None
    else:
        assert stop_timer(Actor(ben.pk), timer)["timer"] == "lost"
    assert spans() == [("on page", 300, "Sketches.")]
    assert beat(ben, clock.now()) is None


def test_two_windows_start_one_timer(ben, job, frozen_clock):
    first = started(ben, job)
    frozen_clock.passes(minutes=1)
    assert started(ben, job).pk == first.pk
    assert PageTimer.objects.get().started_at == first.started_at


def test_two_jobs_have_one_timer_between_them(ada, ben, job):
    other = factories.hourly_bound(ada, ben)
    started(ben, job)
    with pytest.raises(TimerRuns) as caught:
        started(ben, other)
    assert caught.value.named["number"] == job.pk


def test_time_by_hand_waits_for_the_timer_that_runs(ada, ben, job, frozen_clock):
    other = factories.hourly_bound(ada, ben)
    begun = clock.now()
    started(ben, job)
    stays(ben, frozen_clock, 5)
    with pytest.raises(TimerRuns):
        record_time(Actor(ben.pk), other, start=begun, end=clock.now(), memo="Twice.")
    before = begun - timedelta(hours=1)
    record_time(Actor(ben.pk), other, start=before, end=begun, memo="Before it.")
    assert len(spans()) == 1


def test_where_it_may_not_run(ada, ben, eve, frozen_clock):
    job = factories.hourly_bound(ada, ben)
    with pytest.raises(MemoMissing):
        started(ben, job, memo=" ")
    with pytest.raises(NotFound):
        started(ada, job)
    with pytest.raises(NotByHand):
        started(ben, factories.hourly_bound(ada, ben, factories.hourly_terms(by_hand=False)))
    later = (clock.now() + timedelta(days=9)).date()
    with pytest.raises(TimeOutside):
        started(ben, factories.hourly_bound(ada, ben, factories.hourly_terms(start=later)))
    end_job(Actor(ada.pk), job, reason="Enough.")
    with pytest.raises((TimeOutside, InvalidState)):
        started(ben, job)
    assert not PageTimer.objects.exists()


def test_it_stops_where_its_job_was_ended(ada, ben, job, frozen_clock):
    started(ben, job)
    stays(ben, frozen_clock, 5)
    end_job(Actor(ada.pk), job, reason="Enough.")
    assert beat(ben, clock.now() + timedelta(minutes=1)) is None
    assert spans() == [("on page", 300, "Sketches.")]
    assert differences() == []


def test_time_through_the_end_of_a_week_is_in_both_and_its_timesheet_has_all_of_it(ben, job, frozen_clock):
    frozen_clock(datetime(2026, 3, 9, 3, 50, tzinfo=UTC))
    let_pass(frozen_clock, minutes=0)
    timer = started(ben, job)
    stays(ben, frozen_clock, 15)
    with pytest.raises(TimerRuns):
        submit_week(Actor(ben.pk), JobWeek.objects.order_by("monday").first())
    stop_timer(Actor(ben.pk), timer)
    assert [row.week.monday.day for row in TimeSpan.objects.order_by("started_at")] == [2, 9]
    submit_week(Actor(ben.pk), JobWeek.objects.order_by("monday").first())


def test_a_night_through_monday_07_is_submitted_as_far_as_the_week_goes(ben, job, frozen_clock):
    frozen_clock(datetime(2026, 3, 9, 3, 50, tzinfo=UTC))
    let_pass(frozen_clock, minutes=0)
    started(ben, job)
    for _ in range(8 * 12):
        frozen_clock.passes(minutes=5)
        beat(ben, clock.now())
    let_pass(frozen_clock, minutes=1)
    first, second = JobWeek.objects.order_by("monday")[:2]
    assert (first.stage, first.sheet.seconds) == ("settling", 600)
    assert sum(row.span.seconds for row in second.spans.all()) > 7 * 3_600
    assert PageTimer.objects.exists()
    assert differences() == []


def test_a_check_that_comes_too_early_waits(ben, job, frozen_clock):
    timer = started(ben, job)
    stays(ben, frozen_clock, 9)
    auto_check(str(timer.pk), clock.now())
    assert due_at(CHECK, timer.pk) == clock.now() + timedelta(minutes=10)
    auto_check("999999", clock.now())
    assert spans() == []


@pytest.mark.django_db(transaction=True)
def test_two_stops_at_once_record_it_once(ben, job, frozen_clock):
    timer = started(ben, job)
    frozen_clock.passes(minutes=5)
    results = at_once(*(lambda: stop_timer(Actor(ben.pk), timer) for _ in range(2)))
    assert sum(isinstance(result, NotFound) for result in results) == 1
    assert spans() == [("on page", 300, "Sketches.")]


@pytest.mark.django_db(transaction=True)
def test_two_windows_that_start_at_once_have_one_timer(ada, ben, job):
    other = factories.hourly_bound(ada, ben)
    results = at_once(*(lambda on=on: started(ben, on) for on in (job, other)))
    assert sum(isinstance(result, TimerRuns) for result in results) == 1
    assert PageTimer.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_no_timer_counts_on_a_job_that_is_paused_as_it_starts(ada, ben, job):
    for _ in range(6):
        at_once(lambda: pause_job(Actor(ada.pk), job), lambda: started(ben, job))
        assert Job.objects.get(pk=job.pk).stage == "paused"
        assert not PageTimer.objects.filter(stops_at=None).exists()
        PageTimer.objects.all().delete()
        resume_job(Actor(ada.pk), job)


@pytest.mark.django_db(transaction=True)
def test_no_timer_counts_on_a_job_that_is_ended_as_it_starts(ada, ben, job):
    at_once(lambda: end_job(Actor(ada.pk), job, reason="All is done."), lambda: started(ben, job))
    assert Job.objects.get(pk=job.pk).ended_by == "client"
    assert not PageTimer.objects.filter(stops_at=None).exists()


def test_a_limit_that_is_lowered_while_it_runs_holds_from_monday(ada, ben, job, frozen_clock):
    """The timer goes on, and all of its time is paid: this week has the limit that both agreed to before."""
    timer = started(ben, job)
    stays(ben, frozen_clock, 40)
    factories.both_agree(ada, ben, job, factories.changed_hours(job, weekly_seconds=3_600))
    stays(ben, frozen_clock, 40)
    stop_timer(Actor(ben.pk), timer)
    assert sum(seconds for _, seconds, _ in spans()) == 4_800
    assert factories.week_of(job).limit_seconds == 40 * 3_600
    let_pass(frozen_clock, days=7)
    first, second = factories.week_of(job), factories.week_of(job, 1)
    assert (first.sheet.unprotected, second.limit_seconds) == (4_800, 3_600)
    assert differences() == []
