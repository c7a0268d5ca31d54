"""Timesheets are submitted by the freelancer or on Monday 07:00, once, with what was worked."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError

from handsel.kernel import clock
from handsel.kernel.refusals import NotFound
from handsel.notices.models import Notice
from handsel.record.actions import Actor
from handsel.record.models import Entry
from handsel.work.hours.entries.sheets import SUBMITTED
from handsel.work.hours.models import Timesheet
from handsel.work.hours.planning import SUBMIT
from handsel.work.hours.recording import record_time
from handsel.work.hours.refusals import (
    AlreadyHeld,
    TimeOutside,
    TimeRecorded,
    TimerRuns,
    WeekRuns,
    WeekSubmitted,
    WeekToCome,
)
from handsel.work.hours.review_timer import PAY
from handsel.work.hours.submitting import (
    _submit_by_itself,
    auto_submit,
    hold_week,
    state_nothing,
    submit_week,
)
from handsel.work.hours.timer import start_timer
from handsel.work.jobs.refusals import InvalidState, ReasonMissing
from tests import factories
from tests.auditing import faults
from tests.balances import escrow, wallet
from tests.factories import usd
from tests.made_once import made_once
from tests.replaying import differences
from tests.time_travel import due_at, let_pass

COVERS = ("handsel.work.hours.entries.sheet_shapes", "handsel.work.hours.entries.sheets")
pytestmark = pytest.mark.usefixtures("frozen_clock")
MONDAY_AT_7 = datetime(2026, 3, 9, 11, tzinfo=UTC)


@pytest.fixture
@made_once
def job(frozen_clock, ada, ben):
    """Funded for a week of 40 hours, with 3 hours worked."""
    job = factories.hourly_bound(ada, ben, factories.hourly_terms(auto_fund=False))
    factories.rich(ada, 1_000)
    factories.week_funded(ada, factories.week_of(job))
    end = datetime(2026, 3, 2, 17, tzinfo=UTC)
    record_time(Actor(ben.pk), job, start=end - timedelta(hours=3), end=end, memo="Sketches.")
    return job


def test_it_is_submitted_by_itself_on_monday(job, frozen_clock):
    week = factories.week_of(job)
    assert due_at(SUBMIT, week.pk) == week.submits_at == MONDAY_AT_7
    frozen_clock(MONDAY_AT_7 - timedelta(minutes=1))
    let_pass(frozen_clock, minutes=1)
    sheet = Timesheet.objects.get()
    assert (sheet.stage, sheet.seconds, sheet.unprotected, sheet.protected) == (
        "submitted",
        10_800,
        10_800,
        0,
    )
    assert sheet.review_ends_at == due_at(PAY, sheet.pk) == datetime(2026, 3, 14, 4, tzinfo=UTC)
    assert (factories.week_of(job).stage, sheet.amounts.whole) == ("settling", 6_000)
    assert Entry.objects.get(kind="timesheet.submitted").facts["automatic"]
    assert differences() == []


def test_the_freelancer_submits_once_the_week_is_over(ben, job, frozen_clock):
    week = factories.week_of(job)
    with pytest.raises(WeekRuns):
        submit_week(Actor(ben.pk), week)
    frozen_clock(week.ends_at)
    submit_week(Actor(ben.pk), week)
    assert due_at(SUBMIT, week.pk) is None
    with pytest.raises(WeekSubmitted):
        submit_week(Actor(ben.pk), week)
    auto_submit(str(week.pk), MONDAY_AT_7)
    assert Timesheet.objects.count() == 1
    assert differences() == []


def test_nobody_else_submits_and_nothing_before_its_time(ada, eve, olga, job, frozen_clock):
    week = factories.week_of(job)
    frozen_clock(week.ends_at)
    for person in (ada, eve, olga):
        with pytest.raises(NotFound):
            submit_week(Actor(person.pk), week)
    with pytest.raises(WeekSubmitted):
        _submit_by_itself(Actor(olga.pk), week)


def test_no_more_than_the_limit_is_paid(ada, ben, frozen_clock):
    job = factories.hourly_bound(ada, ben, factories.hourly_terms(hours=1))
    end = datetime(2026, 3, 2, 17, tzinfo=UTC)
    record_time(Actor(ben.pk), job, start=end - timedelta(hours=3), end=end, memo="Sketches.")
    let_pass(frozen_clock, days=7)
    sheet = Timesheet.objects.get()
    assert (sheet.seconds, sheet.unprotected, sheet.amounts.whole) == (10_800, 3_600, 2_000)


def test_a_week_without_time_returns_what_was_held(ada, ben, frozen_clock):
    job = factories.hourly_bound(ada, ben, factories.hourly_terms(auto_fund=False))
    factories.rich(ada, 800)
    factories.week_funded(ada, factories.week_of(job))
    let_pass(frozen_clock, days=7)
    sheet = Timesheet.objects.get(week__monday="2026-03-02")
    assert (sheet.stage, factories.week_of(job).stage) == ("nothing", "dropped")
    assert (wallet(ada), escrow()) == (usd(800), usd(0))
    assert Entry.objects.get(kind="timesheet.submitted").facts["returned"] == 80_000
    assert differences() == []


def idle(ada, ben):
    """A job whose first week is funded and has no time."""
    job = factories.hourly_bound(ada, ben, factories.hourly_terms(auto_fund=False))
    factories.rich(ada, 800)
    factories.week_funded(ada, factories.week_of(job))
    return job


def test_stating_that_nothing_was_worked_returns_the_money_of_a_running_week(ada, ben, frozen_clock):
    job = idle(ada, ben)
    week = factories.week_of(job)
    state_nothing(Actor(ben.pk), week)
    assert (Timesheet.objects.get().stage, factories.week_of(job).stage) == ("nothing", "dropped")
    assert (wallet(ada), escrow(), due_at(SUBMIT, week.pk)) == (usd(800), usd(0), None)
    facts = Entry.objects.get(kind="timesheet.submitted").facts
    title = SUBMITTED.wording("Ben", facts).title
    assert title == "Ben reported no hours for the week of Mon 2 Mar"
    at = clock.now() - timedelta(minutes=30)
    with pytest.raises(WeekSubmitted):
        record_time(Actor(ben.pk), job, start=at, end=clock.now(), memo="Sketches.")
    with pytest.raises(TimeOutside):
        start_timer(Actor(ben.pk), job, memo="Sketches.")
    with pytest.raises(WeekSubmitted):
        state_nothing(Actor(ben.pk), week)
    let_pass(frozen_clock, days=7)
    assert Timesheet.objects.count() == 1
    assert factories.week_of(job, 1).monday.isoformat() == "2026-03-09"
    assert faults() == []


def test_nothing_is_not_stated_of_time_nor_before_the_week_nor_by_others(ada, ben, eve, job, frozen_clock):
    week = factories.week_of(job)
    with pytest.raises(TimeRecorded):
        state_nothing(Actor(ben.pk), week)
    for person in (ada, eve):
        with pytest.raises(NotFound):
            state_nothing(Actor(person.pk), week)
    let_pass(frozen_clock, days=6, hours=8)
    to_come = factories.week_of(job, 1)
    assert to_come.starts_at > clock.now()
    with pytest.raises(WeekToCome):
        state_nothing(Actor(ben.pk), to_come)


def test_nothing_is_not_stated_while_a_timer_counts(ada, ben):
    job = idle(ada, ben)
    start_timer(Actor(ben.pk), job, memo="Sketches.")
    with pytest.raises(TimerRuns):
        state_nothing(Actor(ben.pk), factories.week_of(job))


def test_a_held_timesheet_is_submitted_by_itself_a_week_later(ada, ben, job, frozen_clock):
    week = factories.week_of(job)
    hold_week(Actor(ben.pk), week, reason="A receipt is missing.")
    held = factories.week_of(job)
    until = MONDAY_AT_7 + timedelta(days=7)
    assert (held.submits_at, due_at(SUBMIT, week.pk), held.hold_reason) == (
        until,
        until,
        "A receipt is missing.",
    )
    let_pass(frozen_clock, days=10)
    notice = Notice.objects.get(person=ada, title__contains="held back the timesheet")
    assert (notice.words, Timesheet.objects.count()) == ("A receipt is missing.", 0)
    assert faults() == []
    let_pass(frozen_clock, days=5)
    assert Timesheet.objects.get(week=week).submitted_at == until
    assert faults() == []


def test_a_held_timesheet_takes_time_and_is_submitted_by_the_freelancer_before(ben, job, frozen_clock):
    week = factories.week_of(job)
    hold_week(Actor(ben.pk), week, reason="A receipt is missing.")
    let_pass(frozen_clock, days=8)
    end = datetime(2026, 3, 3, 17, tzinfo=UTC)
    record_time(Actor(ben.pk), job, start=end - timedelta(hours=1), end=end, memo="More.")
    submit_week(Actor(ben.pk), factories.week_of(job))
    assert (Timesheet.objects.get().stage, Timesheet.objects.get().seconds) == ("submitted", 14_400)
    assert due_at(SUBMIT, week.pk) is None
    assert faults() == []


def test_it_is_held_once_by_the_freelancer_with_a_reason_before_it_is_submitted(
    ada, ben, eve, job, frozen_clock
):
    week = factories.week_of(job)
    with pytest.raises(ReasonMissing):
        hold_week(Actor(ben.pk), week, reason=" ")
    for person in (ada, eve):
        with pytest.raises(NotFound):
            hold_week(Actor(person.pk), week, reason="Not yet.")
    let_pass(frozen_clock, days=6, hours=8)
    with pytest.raises(WeekToCome):
        hold_week(Actor(ben.pk), factories.week_of(job, 1), reason="Not yet.")
    let_pass(frozen_clock, days=1)
    with pytest.raises(WeekSubmitted):
        hold_week(Actor(ben.pk), week, reason="Not yet.")
    following = factories.week_of(job, 1)
    hold_week(Actor(ben.pk), following, reason="Not yet.")
    with pytest.raises(AlreadyHeld):
        hold_week(Actor(ben.pk), following, reason="Not yet.")


def test_a_held_week_without_time_closes_and_returns_its_money(ada, ben, frozen_clock):
    job = idle(ada, ben)
    hold_week(Actor(ben.pk), factories.week_of(job), reason="Not yet.")
    let_pass(frozen_clock, days=15)
    assert (factories.week_of(job).stage, escrow()) == ("dropped", usd(0))
    assert faults() == []


def test_a_timesheet_takes_no_step_that_its_life_cycle_has_not(job, frozen_clock):
    let_pass(frozen_clock, days=7)
    with pytest.raises(InvalidState):
        Timesheet.objects.get().move("paid")


@pytest.mark.parametrize("values", [{"stage": "lost"}, {"seconds": 1}])
def test_the_database_refuses_a_timesheet_that_cannot_be(job, frozen_clock, values):
    let_pass(frozen_clock, days=7)
    with pytest.raises(IntegrityError):
        Timesheet.objects.update(**values)
