"""Under a policy with days off, no deadline ends on one: each of the four waits for the next working day."""

from datetime import UTC, datetime, timedelta

import pytest

from handsel.kernel import clock
from handsel.record.actions import Actor
from handsel.work.jobs.job_timers import ENDING, LAPSE, LAPSE_REMINDER
from handsel.work.jobs.models import Job
from handsel.work.milestones.refunds import ask_refund
from handsel.work.milestones.release import ask_for_changes
from handsel.work.milestones.release_timer import RELEASE, RELEASE_REMINDER
from handsel.work.terms.ending import end_job
from tests import factories
from tests.balances import earnings
from tests.factories import usd
from tests.replaying import differences
from tests.time_travel import due_at, let_pass

GOOD_FRIDAY = datetime(2026, 4, 4, 4, tzinfo=UTC)
"""Its 24:00 in New York, where a deadline may end that knows no days off."""
TUESDAY = GOOD_FRIDAY + timedelta(days=4)
"""24:00 of the next working day: after the weekend comes Easter Monday."""


@pytest.fixture(params=[("classic", GOOD_FRIDAY), ("strict-eu", TUESDAY)], ids=["classic", "strict-eu"])
def policy_and_end(request, frozen_clock):
    """A policy, and when what falls on Good Friday ends under it."""
    return request.param


def at_noon(frozen_clock, *, days_before):
    """Make it noon, so many days before Good Friday."""
    return frozen_clock(GOOD_FRIDAY - timedelta(days=days_before, hours=12))


def test_a_release_waits(frozen_clock, ada, ben, policy_and_end):
    policy, ends = policy_and_end
    at_noon(frozen_clock, days_before=3)
    milestone = factories.delivered(ada, ben, 1000, policy=policy, auto_release_days=3)
    assert milestone.release_at == due_at(RELEASE, milestone.pk) == ends
    assert due_at(RELEASE_REMINDER, f"{milestone.pk}:1") == ends - timedelta(days=1)
    let_pass(frozen_clock, seconds=(ends - clock.now()).total_seconds() - 1)
    assert earnings(ben) == usd(0)
    let_pass(frozen_clock, seconds=1)
    assert earnings(ben) == usd(1000)
    assert differences() == []


def test_a_new_delivery_waits(frozen_clock, ada, ben, policy_and_end):
    policy, ends = policy_and_end
    at_noon(frozen_clock, days_before=5)
    milestone = factories.delivered(ada, ben, 1000, policy=policy, auto_release_days=3)
    at_noon(frozen_clock, days_before=3)
    ask_for_changes(Actor(ada.pk), milestone, reason="Not yet.")
    factories.deliver(ben, milestone)
    assert factories.first(milestone.job).release_at == ends


def test_an_award_waits(frozen_clock, ada, ben, policy_and_end):
    policy, ends = policy_and_end
    at_noon(frozen_clock, days_before=14)
    job = factories.awarded(ada, ben, policy=policy)
    assert job.lapses_at == due_at(LAPSE, job.pk) == ends
    assert due_at(LAPSE_REMINDER, f"{job.pk}:3") == ends - timedelta(days=3)


def test_a_refund_waits(frozen_clock, ada, ben, policy_and_end):
    policy, ends = policy_and_end
    at_noon(frozen_clock, days_before=7)
    milestone = factories.first(factories.funded(ada, ben, 1000, policy=policy))
    ask_refund(Actor(ada.pk), milestone, amount=usd(100), reason="Not needed.")
    assert milestone.requests.get().auto_grants_at == ends


def test_an_ending_waits(frozen_clock, ada, ben, policy_and_end):
    policy, ends = policy_and_end
    at_noon(frozen_clock, days_before=7)
    job = factories.funded(ada, ben, 1000, policy=policy)
    end_job(Actor(ada.pk), job, reason="Called off.")
    assert Job.objects.get(pk=job.pk).ending_at == due_at(ENDING, job.pk) == ends
