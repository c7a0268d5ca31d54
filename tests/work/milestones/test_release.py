"""Releasing, by the client or by the timer, and asking for changes instead."""

from datetime import timedelta

import pytest

from handsel.kernel import clock
from handsel.kernel.identifiers import HOUSE
from handsel.kernel.refusals import NotFound
from handsel.record.actions import Actor
from handsel.work.jobs.refusals import InvalidState, JobClosed, ReasonMissing
from handsel.work.milestones.refusals import ExceedsHeld, NotDelivered
from handsel.work.milestones.release import _release_unanswered, ask_for_changes, auto_release, release
from handsel.work.milestones.release_timer import RELEASE
from tests import factories
from tests.balances import earnings, escrow
from tests.factories import usd
from tests.time_travel import due_at, let_pass

pytestmark = pytest.mark.usefixtures("frozen_clock")


def now(milestone):
    return factories.first(milestone.job)


def test_a_delivered_milestone_is_paid_in_full_when_released(ada, ben):
    milestone = factories.delivered(ada, ben, 1000)
    facts = factories.released(ada, milestone)
    assert earnings(ben) == usd(1000)
    assert facts["left"] == 0
    assert facts["job_stage"] == "complete"
    assert not facts["automatic"]


def test_a_part_release_leaves_the_rest_and_the_clock(ada, ben):
    milestone = factories.delivered(ada, ben, 1000)
    release(Actor(ada.pk), milestone, amount=usd(400))
    after = now(milestone)
    assert after.held == usd(600)
    assert after.stage == "delivered"
    assert after.release_at == milestone.release_at
    assert due_at(RELEASE, milestone.pk) == milestone.release_at


def test_a_milestone_may_be_released_before_it_is_delivered(ada, ben):
    job = factories.funded(ada, ben, 1000, 500)
    factories.released(ada, factories.first(job))
    assert (factories.first(job).stage, earnings(ben)) == ("released", usd(1000))


def test_an_unfunded_milestone_cannot_be_released(ada, ben):
    job = factories.bound(ada, ben, 1000)
    with pytest.raises(ExceedsHeld):
        release(Actor(ada.pk), factories.first(job), amount=usd(1000))


@pytest.mark.parametrize("amount", [0, -1, 1000.01])
def test_more_than_is_held_or_nothing_cannot_be_released(ada, ben, amount):
    milestone = factories.delivered(ada, ben, 1000)
    with pytest.raises(ExceedsHeld):
        release(Actor(ada.pk), milestone, amount=usd(amount))
    assert escrow() == usd(1000)


def test_nobody_but_the_client_releases(ada, ben, eve, olga):
    milestone = factories.delivered(ada, ben, 1000)
    for person in (ben.pk, eve.pk, olga.pk, HOUSE):
        with pytest.raises(NotFound):
            release(Actor(person), milestone, amount=usd(1000))
    assert earnings(ben) == usd(0)


def test_what_was_paid_cannot_be_paid_again(ada, ben):
    milestone = factories.delivered(ada, ben, 1000)
    factories.released(ada, milestone)
    with pytest.raises(JobClosed):
        release(Actor(ada.pk), milestone, amount=usd(1))


def test_unanswered_it_is_released_at_the_agreed_time(frozen_clock, ada, ben):
    milestone = factories.delivered(ada, ben, 1000, auto_release_days=3)
    assert milestone.release_at.isoformat() == "2026-03-06T05:00:00+00:00"
    frozen_clock(milestone.release_at - timedelta(seconds=1))
    auto_release(str(milestone.pk), clock.now())
    assert earnings(ben) == usd(0)
    let_pass(frozen_clock, seconds=1)
    assert (earnings(ben), now(milestone).stage) == (usd(1000), "released")


def test_what_is_left_after_a_part_release_is_released_at_the_agreed_time(frozen_clock, ada, ben):
    milestone = factories.delivered(ada, ben, 1000)
    release(Actor(ada.pk), milestone, amount=usd(400))
    let_pass(frozen_clock, days=15)
    assert (earnings(ben), now(milestone).stage) == (usd(1000), "released")


def test_never_means_never(frozen_clock, ada, ben):
    milestone = factories.delivered(ada, ben, 1000, auto_release_days=None)
    assert milestone.clock_started_at == clock.now()
    assert milestone.release_at is None
    let_pass(frozen_clock, days=100)
    assert (earnings(ben), now(milestone).stage) == (usd(0), "delivered")


def test_a_clock_that_rings_again_pays_once(frozen_clock, ada, ben):
    milestone = factories.delivered(ada, ben, 1000)
    frozen_clock(milestone.release_at)
    for _ in range(2):
        auto_release(str(milestone.pk), clock.now())
    assert earnings(ben) == usd(1000)


def test_asking_for_changes_stops_the_clock_at_99_percent(ada, ben):
    milestone = factories.delivered(ada, ben, 1000)
    facts = ask_for_changes(Actor(ada.pk), milestone, reason="The calendar is missing.")
    milestone = now(milestone)
    assert (milestone.stage, milestone.percent, milestone.release_at) == ("funded", 99, None)
    assert due_at(RELEASE, milestone.pk) is None
    assert (facts["request"], facts["days_left"]) == (1, 14)


@pytest.mark.parametrize(("stopped_after", "runs_then"), [(0, 14), (4, 10), (10, 4), (12, 3), (14, 3)])
def test_a_new_delivery_gets_what_was_left_and_at_least_three_days(
    frozen_clock, ada, ben, stopped_after, runs_then
):
    milestone = factories.delivered(ada, ben, 1000)
    frozen_clock.passes(days=stopped_after)
    ask_for_changes(Actor(ada.pk), milestone, reason="Not yet.")
    frozen_clock.passes(days=2)
    factories.deliver(ben, now(milestone))
    assert now(milestone).release_at == clock.now().replace(hour=4) + timedelta(days=runs_then + 1)


def test_requests_for_changes_are_counted(ada, ben):
    milestone = factories.delivered(ada, ben, 1000)
    for count in (1, 2):
        ask_for_changes(Actor(ada.pk), milestone, reason="Again.")
        assert now(milestone).change_requests == count
        factories.deliver(ben, now(milestone))


def test_changes_need_a_delivery_a_reason_and_the_client(ada, ben, eve, olga):
    job = factories.funded(ada, ben, 1000)
    with pytest.raises(NotDelivered):
        ask_for_changes(Actor(ada.pk), factories.first(job), reason="Hm.")
    factories.deliver(ben, factories.first(job))
    with pytest.raises(ReasonMissing):
        ask_for_changes(Actor(ada.pk), factories.first(job), reason=" \n")
    for person in (ben, eve, olga):
        with pytest.raises(NotFound):
            ask_for_changes(Actor(person.pk), factories.first(job), reason="Hm.")
    assert factories.first(job).stage == "delivered"


def test_the_clock_looks_again_when_the_job_is_locked(frozen_clock, ada, ben):
    milestone = factories.delivered(ada, ben, 1000)
    ask_for_changes(Actor(ada.pk), milestone, reason="At the last moment.")
    with pytest.raises(InvalidState):
        _release_unanswered(Actor(HOUSE, milestone.release_at), milestone)
    assert earnings(ben) == usd(0)
