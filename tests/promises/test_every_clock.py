"""Promise 8: every clock that runs against a person is scheduled, at the time that is shown."""

import pytest

from handsel.config.task_handlers import TASK_HANDLERS
from handsel.kernel import clock
from handsel.money.rails import deposits
from handsel.money.rails.sandbox.scenarios import SandboxScenario, SettlementSpeed
from handsel.record.actions import Actor
from handsel.tasks.models import Task
from handsel.trust.disputes.steps import REMINDER, STEP
from handsel.work.jobs.job_timers import ENDING, LAPSE, LAPSE_REMINDER, REPORT_DUE, REPORT_REMINDER
from handsel.work.jobs.models import Job
from handsel.work.milestones.models import RefundRequest
from handsel.work.milestones.payout import GRANT
from handsel.work.milestones.refunds import ask_refund
from handsel.work.milestones.release_timer import RELEASE, RELEASE_REMINDER
from handsel.work.terms.ending import end_job
from tests import factories
from tests.factories import usd
from tests.time_travel import due_at, let_pass
from tests.trust.disputing import opened

pytestmark = pytest.mark.usefixtures("frozen_clock")


def test_an_award_lapses(ada, ben):
    job = factories.awarded(ada, ben)
    assert due_at(LAPSE, job.pk) == job.lapses_at > clock.now()
    assert due_at(LAPSE_REMINDER, f"{job.pk}:1") < job.lapses_at


def test_a_delivery_is_released(ada, ben):
    milestone = factories.delivered(ada, ben)
    assert due_at(RELEASE, milestone.pk) == milestone.release_at > clock.now()
    assert due_at(RELEASE_REMINDER, f"{milestone.pk}:1") < milestone.release_at


def test_a_refund_request_is_granted(ada, ben):
    milestone = factories.first(factories.funded(ada, ben))
    ask_refund(Actor(ada.pk), milestone, amount=usd(1), reason="Less.")
    request = RefundRequest.objects.get()
    assert due_at(GRANT, milestone.pk) == request.auto_grants_at > clock.now()


def test_an_ending_returns_what_is_held(ada, ben):
    job = factories.funded(ada, ben)
    end_job(Actor(ada.pk), job, reason="Called off.")
    assert due_at(ENDING, job.pk) == Job.objects.get(pk=job.pk).ending_at > clock.now()


def test_a_step_of_a_dispute_ends(ada, ben):
    dispute = opened(ada, factories.delivered(ada, ben, 1000))
    assert due_at(STEP, dispute.pk) == dispute.ends_at > clock.now()
    assert due_at(REMINDER, dispute.pk) < dispute.ends_at


def test_a_report_is_late(frozen_clock, ada, ben):
    job = factories.bound(ada, ben)
    for week in ("2026-03-09T04:00", "2026-03-16T04:00"):
        assert due_at(REPORT_DUE, job.pk).isoformat().startswith(week)
        assert due_at(REPORT_REMINDER, job.pk) < due_at(REPORT_DUE, job.pk)
        let_pass(frozen_clock, days=7)


def test_a_deposit_arrives(ada):
    deposit = deposits.request_deposit(
        Actor(ada.pk), ada, usd(1), options=SandboxScenario(SettlementSpeed.BANK_DAYS).options
    )
    assert due_at(deposits.STEP, deposit.pk) == deposit.settles_at > clock.now()


def test_every_duty_that_is_asked_for_has_somebody_who_does_it(frozen_clock, ada, ben):
    milestone = factories.delivered(ada, ben, 1000, 500)
    second = milestone.job.milestones.select_related("job").get(position=2)
    ask_refund(Actor(ada.pk), second, amount=usd(1), reason="Less.")
    end_job(Actor(ada.pk), milestone.job, reason="Called off.")
    factories.awarded(ada, ben)
    assert set(Task.objects.values_list("kind", flat=True)) <= set(TASK_HANDLERS)
    let_pass(frozen_clock, days=60)
    assert not Task.objects.exclude(kind__startswith="house.").exists()
