"""A removal that runs at the same time as an award or an agreement leaves no job that runs on."""

import threading
import time

import pytest
from django.db import transaction

from handsel.config.task_handlers import TASK_HANDLERS
from handsel.kernel import clock
from handsel.people.models import Person
from handsel.people.suspension import lock_people
from handsel.policy.publishing import ensure_presets
from handsel.record.actions import Actor
from handsel.tasks.models import Task
from handsel.tasks.worker import work
from handsel.work.jobs.models import Job
from handsel.work.terms.award import Awardee, award
from handsel.work.terms.refusals import AwardeeRemoved, SideRemoved
from tests import factories
from tests.auditing import faults
from tests.recorded_people import record_everybody
from tests.time_travel import at_once
from tests.trust.conduct.reported import confirmed, removal_proposed, reported

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("frozen_clock")]


def works():
    while work(TASK_HANDLERS):
        """Tell everybody, and do what is due."""


def test_an_award_waits_for_a_removal_that_is_under_way(ada, ben):
    begun = threading.Event()

    def removing():
        with transaction.atomic():
            Person.objects.filter(pk=ben.pk).update(removed_at=clock.now())
            begun.set()
            time.sleep(0.3)

    def awarding():
        begun.wait(10)
        return award(Actor(ada.pk), ada, Awardee(ben), factories.terms(70))

    _, answer = at_once(removing, awarding)
    assert isinstance(answer, AwardeeRemoved)
    assert not Job.objects.exists()


def test_a_removal_waits_for_an_award_that_is_under_way(ada, ben):
    begun, order = threading.Event(), []
    ensure_presets()

    def awarding():
        with transaction.atomic():
            award(Actor(ada.pk), ada, Awardee(ben), factories.terms(70))
            begun.set()
            time.sleep(0.3)
            order.append("award")

    def removing():
        begun.wait(10)
        with transaction.atomic():
            lock_people([ada.pk, ben.pk])
            Person.objects.filter(pk=ben.pk).update(removed_at=clock.now())
            order.append("removal")

    assert at_once(awarding, removing) == [None, None]
    assert order == ["award", "removal"]


def test_nobody_agrees_with_whom_a_removal_took(ada, ben):
    job = factories.awarded(ada, ben)
    Person.objects.filter(pk=ada.pk).update(removed_at=clock.now())
    with pytest.raises(SideRemoved):
        factories.agreed(ben, job)
    assert not job.versions.filter(state="bound").exists()


@pytest.mark.parametrize("attempt", range(3))
def test_whatever_comes_first_no_job_of_theirs_runs_on(ada, ben, olga, eve, attempt):
    eve.is_operator = True
    eve.save()
    offered = factories.awarded(ada, ben, 50)
    job = factories.funded(ada, ben, 1000)
    works()
    record_everybody()
    row = removal_proposed(olga, reported(ada, job))
    works()
    confirmed(eve, row)
    at_once(
        works,
        lambda: award(Actor(ada.pk), ada, Awardee(ben), factories.terms(70)),
        lambda: factories.agreed(ben, offered),
    )
    works()
    assert [task.last_error for task in Task.objects.exclude(last_error="")] == []
    ben.refresh_from_db()
    assert ben.removed_at is not None
    for left in Job.objects.all():
        assert left.ended_by or left.stage == "lapsed"
    assert faults() == []
