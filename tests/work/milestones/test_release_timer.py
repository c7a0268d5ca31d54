"""The release timer: it runs exactly while the milestone is delivered and funded in full."""

from datetime import timedelta

import pytest

from handsel.kernel import clock
from handsel.record.actions import Actor
from handsel.work.milestones.release import ask_for_changes
from handsel.work.milestones.release_timer import RELEASE, RELEASE_REMINDER
from tests import factories
from tests.time_travel import due_at, let_pass

pytestmark = pytest.mark.usefixtures("frozen_clock")


def reminders(milestone):
    return [due_at(RELEASE_REMINDER, f"{milestone.pk}:{days}") for days in (7, 3, 1)]


def test_it_starts_with_the_delivery_of_what_is_funded(ada, ben):
    milestone = factories.delivered(ada, ben, 1000)
    assert milestone.clock_started_at == clock.now()
    assert due_at(RELEASE, milestone.pk) == milestone.release_at


def test_of_what_was_delivered_before_it_was_funded_it_starts_with_the_funding(frozen_clock, ada, ben):
    job = factories.bound(ada, ben, 1000)
    factories.deliver(ben, factories.first(job))
    milestone = factories.first(job)
    assert (milestone.stage, milestone.clock_started_at) == ("planned", None)
    assert due_at(RELEASE, milestone.pk) is None
    funded_at = frozen_clock.passes(days=5)
    factories.rich(ada)
    factories.fund_all(ada, job)
    milestone = factories.first(job)
    assert (milestone.stage, milestone.clock_started_at) == ("delivered", funded_at)
    assert milestone.release_at == funded_at.replace(hour=4) + timedelta(days=15)


def test_reminders_come_7_3_and_1_days_before(ada, ben):
    milestone = factories.delivered(ada, ben, 1000)
    days_before = [milestone.release_at - at for at in reminders(milestone)]
    assert days_before == [timedelta(days=7), timedelta(days=3), timedelta(days=1)]


def test_no_reminder_is_scheduled_before_the_start(ada, ben):
    milestone = factories.delivered(ada, ben, 1000, auto_release_days=3)
    week, *rest = reminders(milestone)
    assert week is None
    assert rest == [milestone.release_at - timedelta(days=days) for days in (3, 1)]


def test_a_stopped_clock_takes_its_reminders_with_it(ada, ben):
    milestone = factories.delivered(ada, ben, 1000)
    ask_for_changes(Actor(ada.pk), milestone, reason="Not yet.")
    assert reminders(milestone) == [None, None, None]


def test_a_raise_stops_the_clock_until_the_rest_is_funded(frozen_clock, ada, ben):
    milestone = factories.delivered(ada, ben, 1000)
    job = milestone.job
    frozen_clock.passes(days=4)
    factories.both_agree(ada, ben, job, factories.changed_parts(job, 1500))
    stopped = factories.first(job)
    assert (stopped.stage, stopped.release_at, stopped.days_left) == ("part funded", None, 10)
    assert due_at(RELEASE, milestone.pk) is None
    factories.fund_all(ada, job)
    again = factories.first(job)
    assert (again.stage, again.release_at) == ("delivered", milestone.release_at)


def change_days(ada, ben, job, days):
    return factories.both_agree(ada, ben, job, factories.changed(job, auto_release_days=days))


def test_agreeing_on_days_starts_the_clock_of_what_was_delivered(frozen_clock, ada, ben):
    milestone = factories.delivered(ada, ben, 1000, auto_release_days=None)
    bound_at = frozen_clock.passes(days=40)
    facts = change_days(ada, ben, milestone.job, 5)
    started = factories.first(milestone.job)
    assert started.clock_started_at == bound_at
    assert started.release_at.isoformat() == "2026-04-17T04:00:00+00:00"
    assert due_at(RELEASE, milestone.pk) == started.release_at
    assert reminders(milestone)[1:] == [started.release_at - timedelta(days=days) for days in (3, 1)]
    assert [(clock["milestone"], clock["held"]) for clock in facts["clocks"]] == [(1, 100_000)]
    let_pass(frozen_clock, days=6)
    assert factories.first(milestone.job).stage == "released"


def test_of_what_is_not_funded_agreeing_on_days_starts_no_clock(frozen_clock, ada, ben):
    job = factories.bound(ada, ben, 1000, auto_release_days=None)
    factories.deliver(ben, factories.first(job))
    assert change_days(ada, ben, job, 5)["clocks"] == []
    assert factories.first(job).clock_started_at is None
    funded_at = frozen_clock.passes(days=2)
    factories.rich(ada)
    factories.fund_all(ada, job)
    assert factories.first(job).clock_started_at == funded_at


def test_agreeing_on_never_stops_the_clock_of_what_was_delivered(frozen_clock, ada, ben):
    milestone = factories.delivered(ada, ben, 1000)
    frozen_clock.passes(days=4)
    assert change_days(ada, ben, milestone.job, None)["clocks"] == []
    waiting = factories.first(milestone.job)
    assert (waiting.stage, waiting.release_at, waiting.days_left) == ("delivered", None, 10)
    assert due_at(RELEASE, milestone.pk) is None
    assert reminders(milestone) == [None, None, None]
    let_pass(frozen_clock, days=100)
    assert factories.first(milestone.job).held == factories.usd(1000)


def test_other_changes_leave_a_running_clock_alone(frozen_clock, ada, ben):
    milestone = factories.delivered(ada, ben, 1000, 500)
    frozen_clock.passes(days=4)
    assert (
        factories.both_agree(ada, ben, milestone.job, factories.changed_parts(milestone.job, 1000, 700))[
            "clocks"
        ]
        == []
    )
    assert factories.first(milestone.job).release_at == milestone.release_at


def test_the_end_of_a_milestone_stops_its_clock(ada, ben):
    milestone = factories.delivered(ada, ben, 1000)
    factories.released(ada, milestone)
    ended = factories.first(milestone.job)
    assert (ended.release_at, due_at(RELEASE, milestone.pk)) == (None, None)
    assert reminders(milestone) == [None, None, None]
