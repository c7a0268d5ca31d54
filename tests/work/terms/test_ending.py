"""Ending a job from either side: what returns, when, what runs on, and objecting."""

from datetime import timedelta

import pytest

from handsel.kernel import clock
from handsel.kernel.refusals import NotFound
from handsel.record.actions import Actor
from handsel.work.jobs.job_timers import ENDING
from handsel.work.jobs.models import Job
from handsel.work.jobs.refusals import InvalidState, JobClosed, ReasonMissing
from handsel.work.milestones.release import ask_for_changes
from handsel.work.milestones.splits import settle
from handsel.work.terms import ending
from handsel.work.terms.ending import auto_end, end_job, object_to_ending
from tests import factories
from tests.balances import earnings, escrow, wallet
from tests.factories import usd
from tests.time_travel import due_at, let_pass

pytestmark = pytest.mark.usefixtures("frozen_clock")


def end(person, job):
    return end_job(Actor(person.pk), job, reason="The exhibition was called off.")


def stages(job):
    return [row.stage for row in job.milestones.all()]


def now(job):
    return Job.objects.get(pk=job.pk)


def test_if_the_freelancer_ends_what_is_held_returns_at_once(ada, ben):
    job = factories.funded(ada, ben, 1000, 500)
    before = wallet(ada)
    facts = end(ben, job)
    assert (wallet(ada) - before, facts["returned"]) == (usd(1500), 150_000)
    assert (stages(job), now(job).stage) == (["refunded", "refunded"], "cancelled")


def test_if_the_client_ends_it_returns_after_seven_days(frozen_clock, ada, ben):
    job = factories.funded(ada, ben, 1000)
    end(ada, job)
    ends = now(job).ending_at
    assert ends.isoformat() == "2026-03-10T04:00:00+00:00"
    assert due_at(ENDING, job.pk) == ends
    frozen_clock(ends - timedelta(seconds=1))
    auto_end(str(job.pk), clock.now())
    assert (escrow(), now(job).stage) == (usd(1000), "working")
    let_pass(frozen_clock, seconds=1)
    assert (escrow(), stages(job), now(job).stage) == (usd(0), ["refunded"], "cancelled")


@pytest.mark.parametrize("by_client", [True, False])
def test_a_delivered_milestone_is_never_touched_and_its_clock_runs_on(frozen_clock, ada, ben, by_client):
    milestone = factories.delivered(ada, ben, 1000, 500)
    job = milestone.job
    end(ada if by_client else ben, job)
    let_pass(frozen_clock, days=8)
    assert factories.first(job).release_at == milestone.release_at
    assert (stages(job), escrow()) == (["delivered", "refunded"], usd(1000))
    let_pass(frozen_clock, days=8)
    assert (earnings(ben), stages(job), now(job).stage) == (usd(1000), ["released", "refunded"], "complete")


def test_a_delivery_in_the_days_of_ending_keeps_the_money(frozen_clock, ada, ben):
    job = factories.funded(ada, ben, 1000)
    end(ada, job)
    let_pass(frozen_clock, days=6)
    factories.deliver(ben, factories.first(job))
    let_pass(frozen_clock, days=8)
    assert (stages(job), escrow()) == (["delivered"], usd(1000))
    let_pass(frozen_clock, days=8)
    assert earnings(ben) == usd(1000)


def test_what_is_sent_back_in_the_days_of_ending_leaves_time_to_deliver_again(frozen_clock, ada, ben):
    milestone = factories.delivered(ada, ben, 1000, 500)
    job = milestone.job
    end(ada, job)
    let_pass(frozen_clock, days=6)
    ask_for_changes(Actor(ada.pk), milestone, reason="The map is missing.")
    ends = now(job).ending_at
    assert ends > clock.now() + timedelta(days=7)
    assert due_at(ENDING, job.pk) == ends
    let_pass(frozen_clock, days=6)
    factories.deliver(ben, factories.first(job))
    let_pass(frozen_clock, days=10)
    assert (stages(job), earnings(ben)) == (["released", "refunded"], usd(1000))


def test_what_is_sent_back_after_the_days_of_ending_returns_when_they_have_passed_again(
    frozen_clock, ada, ben
):
    milestone = factories.delivered(ada, ben, 1000, 500)
    job = milestone.job
    end(ada, job)
    let_pass(frozen_clock, days=8)
    assert (now(job).ending_at, escrow()) == (None, usd(1000))
    ask_for_changes(Actor(ada.pk), milestone, reason="The map is missing.")
    ends = now(job).ending_at
    let_pass(frozen_clock, days=6)
    assert (ends > clock.now(), escrow()) == (True, usd(1000))
    let_pass(frozen_clock, days=2)
    assert (stages(job), escrow(), now(job).stage) == (["refunded", "refunded"], usd(0), "cancelled")


def test_what_is_sent_back_after_an_objection_stays_in_escrow(frozen_clock, ada, ben):
    milestone = factories.delivered(ada, ben, 1000, 500)
    end(ada, milestone.job)
    object_to_ending(Actor(ben.pk), milestone.job, reason="Half of it is done.")
    ask_for_changes(Actor(ada.pk), milestone, reason="The map is missing.")
    assert now(milestone.job).ending_at is None


def test_what_the_freelancer_delivered_and_left_is_sent_back_without_a_clock(frozen_clock, ada, ben):
    milestone = factories.delivered(ada, ben, 1000, 500)
    end(ben, milestone.job)
    ask_for_changes(Actor(ada.pk), milestone, reason="The map is missing.")
    assert (now(milestone.job).ending_at, escrow()) == (None, usd(1000))


def test_what_was_not_funded_is_dropped_at_once(ada, ben):
    job = factories.bound(ada, ben, 1000, 500)
    factories.rich(ada)
    end(ada, job)
    assert (stages(job), now(job).stage) == (["dropped", "dropped"], "cancelled")


def test_what_was_funded_in_part_is_worth_what_it_has(frozen_clock, ada, ben):
    milestone = factories.delivered(ada, ben, 1000)
    job = milestone.job
    factories.both_agree(ada, ben, job, factories.changed_parts(job, 1500))
    end(ada, job)
    assert (stages(job), factories.first(job).amount) == (["delivered"], 100_000)
    let_pass(frozen_clock, days=16)
    assert (earnings(ben), now(job).stage) == (usd(1000), "complete")


@pytest.mark.parametrize("by_client", [True, False])
def test_what_was_paid_before_makes_it_complete(frozen_clock, ada, ben, by_client):
    job = factories.funded(ada, ben, 1000, 500)
    factories.released(ada, factories.first(job))
    end(ada if by_client else ben, job)
    let_pass(frozen_clock, days=8)
    assert (stages(job), now(job).stage, escrow()) == (["released", "refunded"], "complete", usd(0))


def test_ending_withdraws_what_was_proposed_and_nothing_is_proposed_after(ada, ben):
    job = factories.funded(ada, ben, 1000)
    factories.proposed(ben, job, factories.changed_parts(job, 1200))
    end(ada, job)
    assert job.versions.get(number=2).state == "withdrawn"
    with pytest.raises(InvalidState):
        factories.proposed(ada, job, factories.changed_parts(job, 1300))


def test_it_is_ended_once_by_a_side_with_a_reason_and_after_it_began(ada, ben, eve, olga):
    job = factories.funded(ada, ben, 1000)
    with pytest.raises(ReasonMissing):
        end_job(Actor(ada.pk), job, reason=" \u200b")
    for person in (eve, olga):
        with pytest.raises(NotFound):
            end(person, job)
    with pytest.raises(InvalidState):
        end(ada, factories.awarded(ada, ben))
    end(ada, job)
    for person in (ada, ben):
        with pytest.raises(InvalidState):
            end(person, job)


def test_a_closed_job_cannot_be_ended(ada, ben):
    job = factories.funded(ada, ben, 1000)
    end(ben, job)
    with pytest.raises(JobClosed):
        end(ada, job)


def test_an_objection_keeps_the_money_until_it_is_settled(frozen_clock, ada, ben, olga):
    job = factories.funded(ada, ben, 1000)
    end(ada, job)
    object_to_ending(Actor(ben.pk), job, reason="Half of it is done.")
    assert (now(job).ending_at, due_at(ENDING, job.pk)) == (None, None)
    assert now(job).objected_at == clock.now()
    let_pass(frozen_clock, days=30)
    assert (stages(job), escrow()) == (["funded"], usd(1000))
    settle(Actor(olga.pk), factories.first(job), to_freelancer=usd(500), reason="Half is.")
    assert (earnings(ben), now(job).stage) == (usd(500), "complete")


def test_an_objection_is_the_freelancers_with_a_reason_while_something_returns(ada, ben, eve, olga):
    job = factories.funded(ada, ben, 1000)
    with pytest.raises(InvalidState):
        object_to_ending(Actor(ben.pk), job, reason="No.")
    end(ada, job)
    with pytest.raises(ReasonMissing):
        object_to_ending(Actor(ben.pk), job, reason="")
    for person in (ada, eve, olga):
        with pytest.raises(NotFound):
            object_to_ending(Actor(person.pk), job, reason="No.")
    object_to_ending(Actor(ben.pk), job, reason="No.")
    with pytest.raises(InvalidState):
        object_to_ending(Actor(ben.pk), job, reason="No.")


def test_an_objection_at_the_last_moment_keeps_the_money(frozen_clock, ada, ben, monkeypatch):
    job = factories.funded(ada, ben, 1000)
    end(ada, job)
    stale = now(job)
    frozen_clock(stale.ending_at - timedelta(seconds=1))
    object_to_ending(Actor(ben.pk), job, reason="No.")
    monkeypatch.setattr(ending.Job.objects, "get", lambda pk: stale)
    with pytest.raises(InvalidState):
        auto_end(str(job.pk), frozen_clock(stale.ending_at))
    assert escrow() == usd(1000)
