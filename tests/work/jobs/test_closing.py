"""Bringing a job to its end: no clock on the whole of it runs on."""

import pytest

from handsel.due.models import Duty
from handsel.record.deeds import By
from handsel.work.jobs.closing import ENDING, LAPSE, REPORT_DUE, REPORT_REMINDER
from handsel.work.jobs.models import Job
from handsel.work.milestones.release import release
from handsel.work.terms.award import decline_job
from handsel.work.terms.ending import end_job
from tests import making

pytestmark = pytest.mark.usefixtures("told")

KINDS = (LAPSE, ENDING, REPORT_DUE, REPORT_REMINDER)


def clocks(job):
    return set(Duty.objects.filter(kind__in=KINDS, subject=str(job.pk)).values_list("kind", flat=True))


def closed(job):
    job = Job.objects.get(pk=job.pk)
    return (clocks(job), job.closed_at is not None, job.lapses_at, job.ending_at)


def test_an_award_that_is_declined(ada, ben):
    job = making.awarded(ada, ben)
    assert clocks(job) == {LAPSE}
    decline_job(By(ben.pk), job)
    assert closed(job) == (set(), True, None, None)


def test_a_job_that_was_being_ended_and_is_paid_after_all(ada, ben):
    job = making.funded(ada, ben, 1000)
    end_job(By(ada.pk), job, reason="Called off.")
    assert clocks(job) == {ENDING, REPORT_DUE, REPORT_REMINDER}
    release(By(ada.pk), making.first(job), amount=making.usd(1000))
    assert closed(job) == (set(), True, None, None)
    assert Job.objects.get(pk=job.pk).stage == "complete"
