"""Versions against their bytes, bound ones against agreements, and milestones against the bound one."""

from datetime import date

import pytest

from handsel.record.actions import Actor
from handsel.tasks.models import cancel
from handsel.work.jobs.job_timers import ENDING, LAPSE
from handsel.work.milestones.models import Milestone
from handsel.work.terms.audit import checks
from handsel.work.terms.ending import end_job
from handsel.work.terms.models import Agreement, Version
from handsel.work.terms.versions import bound_version
from tests import factories
from tests.made_once import made_once

pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture
@made_once
def job(frozen_clock, ada, ben):
    """A funded job with an open proposal."""
    job = factories.funded(ada, ben, 1000, 500)
    factories.proposed(ben, job, factories.changed_parts(job, 1200, 500))
    return job


def faults():
    return [fault for check in checks() for fault in check.faults]


def test_a_sound_house_has_no_faults(ada, ben, job):
    factories.awarded(ada, ben)
    assert [(check.counted, check.faults) for check in checks()] == [(3, []), (1, []), (1, []), (1, [])]


def test_a_job_that_is_being_ended_is_sound_though_it_is_cut_short(ada, ben, job):
    factories.agreed(ada, job)
    end_job(Actor(ada.pk), job, reason="Called off.")
    assert faults() == []


def test_a_version_whose_text_was_changed_is_named(job):
    for text in (bound_version(job).text.replace("100000", "100001"), "{"):
        Version.objects.filter(job=job, number=1).update(text=text)
        assert faults() == [f"version 1 of job {job.pk} is not what its hash says"]


def test_a_version_that_was_replaced_whole_is_not_what_is_on_the_record(job):
    other = job.versions.get(number=2)
    Version.objects.filter(job=job, number=1).update(text=other.text, hash=other.hash)
    assert faults()[:2] == [
        f"version 1 of job {job.pk} is not what was put on the record",
        f"version 1 of job {job.pk} binds, but both did not agree to it",
    ]


@pytest.mark.parametrize("gone", [True, False])
def test_terms_that_bind_without_both_yes_are_named(ben, job, gone):
    yes = Agreement.objects.filter(person=ben, version__number=1)
    yes.delete() if gone else yes.update(hash="0" * 64)
    assert faults() == [f"version 1 of job {job.pk} binds, but both did not agree to it"]


def test_a_job_that_works_without_terms_is_named(job):
    Version.objects.filter(job=job, number=1).update(state="replaced")
    assert faults() == [f"job {job.pk} has begun, but no terms bind it"]


@pytest.mark.parametrize(
    "changes", [{"amount": 100_001}, {"name": "Other"}, {"due": date(2030, 1, 1)}, {"done_when": ""}]
)
def test_a_milestone_that_is_not_as_agreed_is_named(job, changes):
    first = factories.first(job)
    Milestone.objects.filter(pk=first.pk).update(**changes)
    assert faults() == [f"milestone {first.pk} of job {job.pk} is not as agreed"]


def test_clocks_of_a_job_that_are_not_scheduled_are_named(ada, ben, job):
    award = factories.awarded(ada, ben)
    cancel(LAPSE, award.pk)
    end_job(Actor(ada.pk), job, reason="Called off.")
    cancel(ENDING, job.pk)
    assert faults() == [
        f"job {award.pk} is to lapse by itself, but nothing is scheduled",
        f"what is held on job {job.pk} is to return, but nothing is scheduled",
    ]
