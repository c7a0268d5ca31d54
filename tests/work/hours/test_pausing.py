"""Either side pauses an hourly job and resumes its own pause; a shortage pauses it until it is paid."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError

from handsel.kernel import clock
from handsel.kernel.refusals import NotFound
from handsel.notices.models import Notice
from handsel.record.actions import Actor
from handsel.record.models import Entry
from handsel.work.hours.models import JobPause, PageTimer, Timesheet, TimeSpan
from handsel.work.hours.pausing import pause_job, resume_job
from handsel.work.hours.paying import missing_charge, pay_missing
from handsel.work.hours.recording import record_time
from handsel.work.hours.refusals import PausedByOther, PaymentMissing, TimePaused
from handsel.work.hours.timer import start_timer
from handsel.work.jobs.models import Job
from handsel.work.jobs.refusals import InvalidState
from handsel.work.terms.ending import end_job
from tests import factories
from tests.auditing import faults
from tests.made_once import made_once
from tests.time_travel import let_pass

COVERS = ("handsel.work.hours.entries.pauses", "handsel.work.hours.models.pauses")
pytestmark = pytest.mark.usefixtures("frozen_clock")
MINUTE = timedelta(minutes=1)


@pytest.fixture
@made_once
def job(frozen_clock, ada, ben):
    factories.rich(ada, 10_000)
    job = factories.hourly_bound(ada, ben)
    factories.week_funded(ada, factories.week_of(job))
    return job


def stage(job):
    return Job.objects.get(pk=job.pk).stage


def record(person, job, start, end):
    return record_time(Actor(person.pk), job, start=start, end=end, memo="Sketches.")


@pytest.mark.parametrize("side", ["ada", "ben"])
def test_each_side_pauses_and_resumes_its_own_pause(job, side, ada, ben, frozen_clock):
    mine, other = (ada, ben) if side == "ada" else (ben, ada)
    began = clock.now()
    pause_job(Actor(mine.pk), job)
    assert stage(job) == "paused"
    with pytest.raises(InvalidState):
        pause_job(Actor(other.pk), job)
    with pytest.raises(PausedByOther):
        resume_job(Actor(other.pk), job)
    frozen_clock.passes(hours=2)
    resume_job(Actor(mine.pk), job)
    pause = JobPause.objects.get()
    assert (stage(job), pause.started_at, pause.ended_at) == ("working", began, clock.now())
    with pytest.raises(InvalidState):
        resume_job(Actor(mine.pk), job)
    assert faults() == []


def test_nobody_else_pauses_and_no_other_kind_of_job(job, ada, ben, eve, olga):
    for person in (eve, olga):
        with pytest.raises(NotFound):
            pause_job(Actor(person.pk), job)
    with pytest.raises(InvalidState):
        pause_job(Actor(ada.pk), factories.bound(ada, ben))
    end_job(Actor(ada.pk), job, reason="Called off.")
    with pytest.raises(InvalidState):
        pause_job(Actor(ada.pk), job)


def test_a_timer_stops_with_the_pause_and_does_not_start_in_it(job, ada, ben, frozen_clock):
    timer = start_timer(Actor(ben.pk), job, memo="Sketches.")
    for _ in range(5):
        frozen_clock.passes(minutes=1)
        PageTimer.objects.filter(pk=timer.pk).update(seen_at=clock.now())
    pause_job(Actor(ada.pk), job)
    let_pass(frozen_clock, minutes=1)
    assert not PageTimer.objects.exists()
    assert TimeSpan.objects.get().span.seconds == 300
    with pytest.raises(InvalidState):
        start_timer(Actor(ben.pk), job, memo="Sketches.")
    assert faults() == []


def test_no_time_is_added_for_a_pause_and_all_other_time_is(job, ada, ben, frozen_clock):
    began = clock.now()
    pause_job(Actor(ada.pk), job)
    frozen_clock.passes(hours=1)
    ended = clock.now()
    with pytest.raises(TimePaused):
        record(ben, job, began - MINUTE, began + MINUTE)
    record(ben, job, began - 10 * MINUTE, began)
    resume_job(Actor(ada.pk), job)
    frozen_clock.passes(hours=1)
    with pytest.raises(TimePaused):
        record(ben, job, ended - MINUTE, ended + MINUTE)
    record(ben, job, ended, ended + 10 * MINUTE)
    assert TimeSpan.objects.count() == 2
    assert faults() == []


def test_no_week_is_funded_while_it_is_paused_and_nobody_is_asked(job, ada, ben, frozen_clock):
    pause_job(Actor(ben.pk), job)
    let_pass(frozen_clock, days=8)
    assert factories.week_of(job, 1).stage == "planned"
    assert Entry.objects.get(kind="week.planned").facts["paused"]
    titles = list(Notice.objects.filter(person=ada).values_list("title", flat=True))
    assert "The week of Mon 9 Mar is not funded while the job is paused" in titles
    assert not any(title.startswith("Fund the week of Mon 9 Mar") for title in titles)
    resume_job(Actor(ben.pk), job)
    let_pass(frozen_clock, days=7)
    assert factories.week_of(job, 2).stage == "funded"
    assert faults() == []


def short_sheet(ada, ben, frozen_clock):
    """A timesheet of three hours whose week was never funded, after its review."""
    job = factories.hourly_bound(ada, ben, factories.hourly_terms(auto_fund=False))
    end = datetime(2026, 3, 2, 17, tzinfo=UTC)
    record(ben, job, end - timedelta(hours=3), end)
    let_pass(frozen_clock, days=7)
    factories.rich(ada, 1_000)
    return job


def pay_rest(ada):
    sheet = Timesheet.objects.select_related("week__holding", "job__policy").get(stage="short")
    pay_missing(Actor(ada.pk), sheet, expected=missing_charge(sheet).whole)


def test_a_shortage_pauses_the_job_until_it_is_paid(ada, ben, frozen_clock):
    job = short_sheet(ada, ben, frozen_clock)
    let_pass(frozen_clock, days=7)
    assert (stage(job), JobPause.objects.get().by) == ("paused", "house")
    for person in (ada, ben):
        with pytest.raises(PaymentMissing):
            resume_job(Actor(person.pk), job)
    pay_rest(ada)
    assert (stage(job), JobPause.objects.get().ended_at) == ("working", clock.now())
    assert faults() == []


def test_paying_a_shortage_does_not_end_the_pause_of_a_side(ada, ben, frozen_clock):
    job = short_sheet(ada, ben, frozen_clock)
    pause_job(Actor(ben.pk), job)
    let_pass(frozen_clock, days=7)
    with pytest.raises(PaymentMissing):
        resume_job(Actor(ben.pk), job)
    pay_rest(ada)
    assert stage(job) == "paused"
    resume_job(Actor(ben.pk), job)
    assert stage(job) == "working"
    assert faults() == []


def test_a_paused_job_can_be_ended_and_what_is_missing_still_paid(ada, ben, frozen_clock):
    job = short_sheet(ada, ben, frozen_clock)
    let_pass(frozen_clock, days=7)
    end_job(Actor(ben.pk), job, reason="Called off.")
    pay_rest(ada)
    let_pass(frozen_clock, days=14)
    assert stage(job) == "complete"
    assert faults() == []


@pytest.mark.parametrize("values", [{"by": "eve"}, {"ended_at": datetime(2020, 1, 1, tzinfo=UTC)}])
def test_the_database_refuses_a_pause_that_cannot_be(job, ada, values):
    pause_job(Actor(ada.pk), job)
    with pytest.raises(IntegrityError):
        JobPause.objects.update(**values)
