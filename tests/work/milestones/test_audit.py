"""Milestones against their money, payments against entries and invoices, timers against tasks."""

from datetime import timedelta

import pytest

from handsel.money.escrow.models import Holding
from handsel.money.invoices.models import Invoice
from handsel.record.actions import Actor
from handsel.record.models import Entry
from handsel.tasks.models import Task, cancel
from handsel.work.jobs.job_timers import REPORT_DUE, REPORT_REMINDER
from handsel.work.milestones.audit import checks
from handsel.work.milestones.models import Milestone
from handsel.work.milestones.payout import GRANT
from handsel.work.milestones.refunds import ask_refund
from handsel.work.milestones.release import release
from handsel.work.milestones.release_timer import RELEASE, RELEASE_REMINDER
from tests import factories
from tests.db_tamper import change
from tests.made_once import made_once

pytestmark = pytest.mark.usefixtures("frozen_clock")


def faults():
    return [fault for check in checks() for fault in check.faults]


@pytest.fixture
@made_once
def milestone(frozen_clock, ada, ben):
    """Delivered, and paid in part."""
    milestone = factories.delivered(ada, ben, 1000, 500)
    release(Actor(ada.pk), milestone, amount=factories.usd(400))
    return factories.first(milestone.job)


def test_a_sound_house_has_no_faults(milestone):
    assert [(check.counted, check.faults) for check in checks()] == [
        (2, []),
        (4, []),
        (1, []),
        (1, []),
        (1, []),
        (0, []),
    ]


@pytest.mark.parametrize("kind", [RELEASE_REMINDER, REPORT_DUE, REPORT_REMINDER])
def test_a_reminder_that_is_not_scheduled_is_named(milestone, kind):
    task = Task.objects.filter(kind=kind)[0]
    task.delete()
    named = f"{kind} {task.subject} is to happen at {task.due_at.isoformat()}, but nothing is scheduled"
    assert named in faults()


@pytest.mark.parametrize("stage", ["planned", "part funded", "funded", "released", "dropped"])
def test_a_stage_that_its_money_does_not_bear_is_named(milestone, stage):
    Milestone.objects.filter(pk=milestone.pk).update(stage=stage)
    assert any(fault.startswith(f"milestone {milestone.pk} of job") for fault in faults())


def test_a_clock_of_what_is_not_delivered_is_named(ada, milestone):
    second = milestone.job.milestones.get(position=2)
    Milestone.objects.filter(pk=second.pk).update(release_at=milestone.release_at)
    assert f"milestone {second.pk} of job {second.job_id} has a clock running, but is funded" in faults()


def test_a_payment_that_is_not_what_its_entry_says_is_named(milestone):
    entry = Entry.objects.get(kind="milestone.released")
    for text in ('{"earned":1}', '{"earned":"all"}'):
        change(entry.content, text=text)
        assert any(fault.startswith(f"entry {entry.pk} says") for fault in faults())


def test_an_entry_that_cannot_be_read_is_left_to_the_records_own_audit(milestone):
    change(Entry.objects.get(kind="milestone.released").content, text="{")
    assert faults() == []


@pytest.mark.parametrize("gone", [True, False])
def test_an_invoice_that_is_gone_or_for_another_amount_is_named(milestone, gone):
    Invoice.objects.all().delete() if gone else Invoice.objects.update(amount=1)
    entry = Entry.objects.get(kind="milestone.released")
    assert faults() == [f"entry {entry.pk} and its invoice do not agree"]


def test_a_holding_that_says_less_was_funded_moves_the_milestone(milestone):
    Holding.objects.filter(pk=milestone.holding_id).update(funded=50_000)
    assert faults() == [
        f"milestone {milestone.pk} of job {milestone.job_id} is delivered, its money says part funded"
    ]


def test_a_clock_that_is_not_scheduled_is_named(milestone):
    cancel(RELEASE, milestone.pk)
    assert faults() == [f"milestone {milestone.pk} is to be released by itself, but nothing is scheduled"]


def test_a_clock_that_is_scheduled_at_another_time_is_named(ada, milestone):
    second = milestone.job.milestones.select_related("job").get(position=2)
    ask_refund(Actor(ada.pk), second, amount=factories.usd(1), reason="Less.")
    assert faults() == []
    task = Task.objects.get(kind=GRANT)
    Task.objects.filter(pk=task.pk).update(due_at=task.due_at + timedelta(days=1))
    assert faults() == [
        f"the refund of milestone {second.pk} is to be granted by itself, but nothing is scheduled"
    ]
