"""Weeks against their money, and clocks against tasks."""

import pytest

from handsel.tasks.models import cancel
from handsel.work.hours.audit import checks
from handsel.work.hours.models import JobWeek
from handsel.work.hours.planning import PLAN, SUBMIT
from tests import factories
from tests.auditing import faults as all_faults
from tests.db_tamper import change
from tests.made_once import made_once

pytestmark = pytest.mark.usefixtures("frozen_clock")


def faults():
    return [fault for check in checks() for fault in check.faults]


@pytest.fixture
@made_once
def week(frozen_clock, ada, ben):
    factories.rich(ada, 1_000)
    week = factories.week_of(factories.hourly_bound(ada, ben))
    factories.week_funded(ada, week)
    return factories.week_of(week.job)


def test_a_sound_house_has_no_faults(week):
    assert [(check.counted, check.faults) for check in checks()] == [
        (1, []),
        (0, []),
        (2, []),
        (0, []),
        (0, []),
        (0, []),
        (0, []),
    ]
    assert all_faults() == []


@pytest.mark.parametrize("stage", ["planned", "short", "closed", "dropped"])
def test_a_stage_that_its_money_does_not_bear_is_named(week, stage):
    JobWeek.objects.filter(pk=week.pk).update(stage=stage)
    assert any(fault.startswith(f"week of 2026-03-02 of job {week.job_id} is {stage}") for fault in faults())


def test_a_plan_without_its_task_is_named(week):
    cancel(PLAN, week.job_id)
    assert faults() == [f"the next week of job {week.job_id} is to be planned, but nothing is scheduled"]


def test_a_week_whose_timesheet_no_task_submits_is_named(week):
    cancel(SUBMIT, week.pk)
    assert faults() == [f"the timesheet of week {week.pk} is to be submitted, but nothing is scheduled"]


def test_a_holding_that_was_altered_is_named(week):
    change(week.holding, funded=week.holding.funded + 1)
    assert any("holding of a week" in fault for fault in all_faults())


def test_time_in_the_week_of_another_job_is_named(ada, ben, week):
    factories.worked(week.job)
    other = factories.week_of(factories.hourly_bound(ada, ben))
    change(week.spans.get(), week=other)
    assert any(f"of job {week.job_id}, but its week {other.pk} is not" in fault for fault in faults())
