"""The Time page tells the freelancer what the next block needs to be protected."""

import pytest
from django.urls import reverse

from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.work.hours.hourly_terms import WorkView
from handsel.work.hours.pausing import pause_job
from handsel.work.jobs.models import Job
from tests import factories
from tests.api.connected import tracker_of
from tests.conftest import MONDAY_NOON, FrozenClock
from tests.tracked_day import track
from tests.web.scenario import signed_in

pytestmark = pytest.mark.django_db


def bound(ada: Person, ben: Person, work_view: WorkView = WorkView.OFFERED, hours: int = 40) -> Job:
    factories.rich(ada)
    terms = factories.hourly_terms(work_view=work_view, auto_fund=False, hours=hours)
    return factories.hourly_bound(ada, ben, terms)


def page_of(person: Person, job: Job, name: str = "time") -> str:
    return " ".join(signed_in(person).get(reverse(name, args=[job.pk])).content.decode().split())


@pytest.mark.parametrize("name", ["work-view", "timesheet"])
@pytest.mark.parametrize("has_time", [True, False])
def test_work_view_and_timesheet_tell_the_same(
    ada: Person, ben: Person, frozen_clock: FrozenClock, name: str, has_time: bool
) -> None:
    frozen_clock(MONDAY_NOON)
    job, tracker = bound(ada, ben), tracker_of(ben)
    frozen_clock.passes(hours=1)
    if has_time:
        track(tracker, job, MONDAY_NOON)
    factories.week_funded(ada, factories.week_of(job))
    words = "From now on, time is protected if you record it with the Tracker"
    assert words in page_of(ben, job, name)
    assert words not in page_of(ada, job, name)
    pause_job(Actor(ben.pk), job)
    assert words not in page_of(ben, job, name)


def test_a_funded_week_needs_the_tracker_and_work_view(
    ada: Person, ben: Person, frozen_clock: FrozenClock
) -> None:
    job = bound(ada, ben)
    words = "Time is not protected yet: the client has to fund this week first."
    assert words in page_of(ben, job)
    factories.week_funded(ada, factories.week_of(job))
    words = "From now on, time is protected if you record it with the Tracker"
    assert words in page_of(ben, job)
    assert words not in page_of(ada, job)
    pause_job(Actor(ada.pk), job)
    assert words not in page_of(ben, job)


def test_terms_without_work_view_protect_nothing(ada: Person, ben: Person, frozen_clock: FrozenClock) -> None:
    job = bound(ada, ben, WorkView.OFF)
    assert "Time is billed, but not protected: the terms do not offer Work View." in page_of(ben, job)


def test_a_used_limit_is_told(ada: Person, ben: Person, frozen_clock: FrozenClock) -> None:
    job = bound(ada, ben, hours=1)
    frozen_clock.passes(hours=2)
    factories.worked(job, ago=70, minutes=60)
    assert "The limit of this week is used." in page_of(ben, job)
