"""Closing a job: none of its timers runs on."""

from collections import Counter

import pytest

from handsel.record.actions import Actor
from handsel.tasks.models import Task
from handsel.work.jobs.job_timers import (
    ENDING,
    LAPSE,
    LAPSE_REMINDER,
    LAPSE_REMINDER_DAYS,
    REPORT_DUE,
    REPORT_REMINDER,
)
from handsel.work.jobs.models import Job
from handsel.work.milestones.release import release
from handsel.work.terms.award import decline_job
from handsel.work.terms.ending import end_job
from tests import factories

pytestmark = pytest.mark.usefixtures("frozen_clock")

KINDS = (LAPSE, LAPSE_REMINDER, ENDING, REPORT_DUE, REPORT_REMINDER)


def timers(job):
    """The scheduled tasks of a job as a whole, by kind."""
    subjects = [str(job.pk), *(f"{job.pk}:{days}" for days in LAPSE_REMINDER_DAYS)]
    return Counter(Task.objects.filter(kind__in=KINDS, subject__in=subjects).values_list("kind", flat=True))


def final_state(job):
    job = Job.objects.get(pk=job.pk)
    return (timers(job), job.closed_at is not None, job.lapses_at, job.ending_at)


def test_an_award_that_is_declined(ada, ben):
    job = factories.awarded(ada, ben)
    assert timers(job) == {LAPSE: 1, LAPSE_REMINDER: 2}
    decline_job(Actor(ben.pk), job)
    assert final_state(job) == ({}, True, None, None)


def test_a_job_that_was_being_ended_and_is_paid_after_all(ada, ben):
    job = factories.funded(ada, ben, 1000)
    end_job(Actor(ada.pk), job, reason="Called off.")
    assert timers(job) == {ENDING: 1, REPORT_DUE: 1, REPORT_REMINDER: 1}
    release(Actor(ada.pk), factories.first(job), amount=factories.usd(1000))
    assert final_state(job) == ({}, True, None, None)
    assert Job.objects.get(pk=job.pk).stage == "complete"


def test_an_award_that_is_agreed_to(ada, ben):
    assert timers(factories.bound(ada, ben)) == {REPORT_DUE: 1, REPORT_REMINDER: 1}


def test_a_reminder_that_would_be_in_the_past_is_none(ada, ben, monkeypatch):
    monkeypatch.setattr("handsel.work.jobs.job_timers.LAPSE_REMINDER_DAYS", (20, 1))
    job = factories.awarded(ada, ben)
    assert Task.objects.filter(kind=LAPSE_REMINDER).get().subject == f"{job.pk}:1"
