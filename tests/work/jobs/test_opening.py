"""An operator reads a job for a day, once they gave a reason that both sides see."""

from datetime import timedelta

import pytest

from handsel.config.task_handlers import TASK_HANDLERS
from handsel.kernel import clock
from handsel.kernel.identifiers import HOUSE
from handsel.kernel.refusals import NotFound
from handsel.notices.models import Notice
from handsel.record.actions import Actor
from handsel.record.models import Entry
from handsel.tasks.worker import work
from handsel.work.jobs.opening import open_job, opened_until
from handsel.work.jobs.refusals import ReasonMissing
from tests import factories
from tests.replaying import differences

pytestmark = pytest.mark.usefixtures("frozen_clock")


def test_it_lasts_a_day_and_can_be_opened_again(frozen_clock, ada, ben, olga):
    job = factories.bound(ada, ben)
    assert opened_until(olga.pk, job, clock.now()) is None
    open_job(Actor(olga.pk), job, reason="A question of Ben’s.")
    assert opened_until(olga.pk, job, clock.now()) == clock.now() + timedelta(hours=24)
    frozen_clock.passes(hours=24)
    assert opened_until(olga.pk, job, clock.now()) is None
    open_job(Actor(olga.pk), job, reason="Another question.")
    assert opened_until(olga.pk, job, clock.now()) is not None
    assert differences() == []


def test_it_is_of_that_job_and_that_operator_alone(ada, ben, eve, olga):
    job, other = factories.bound(ada, ben), factories.bound(ada, ben)
    open_job(Actor(olga.pk), job, reason="A question of Ben’s.")
    assert opened_until(olga.pk, other, clock.now()) is None
    assert opened_until(eve.pk, job, clock.now()) is None


def test_both_sides_are_told_why(ada, ben, olga):
    open_job(Actor(olga.pk), factories.bound(ada, ben), reason="A question of Ben’s.")
    while work(TASK_HANDLERS):
        pass
    notices = Notice.objects.filter(title__startswith="Operator Olga")
    assert {notice.person for notice in notices} == {ada, ben}


def test_without_a_reason_nothing_is_opened(ada, ben, olga):
    with pytest.raises(ReasonMissing):
        open_job(Actor(olga.pk), factories.bound(ada, ben), reason=" ")
    assert not Entry.objects.filter(kind="job.opened").exists()


def test_no_side_no_stranger_and_no_timer_opens_one(ada, ben, eve, olga):
    ben.is_operator = True
    ben.save()
    job = factories.bound(ada, ben)
    for actor in (ada.pk, ben.pk, eve.pk, HOUSE):
        with pytest.raises(NotFound):
            open_job(Actor(actor), job, reason="A question.")
