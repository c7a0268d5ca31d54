"""The question about a week that looks incomplete: on Home and the Time page of its freelancer alone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.web.jobs.job_view import load_job_view
from handsel.web.jobs.week_hint import WeekHint, hint_time, week_hint
from handsel.work.hours.pausing import pause_job, resume_job
from handsel.work.hours.submitting import state_nothing
from handsel.work.jobs.models import Job
from tests import factories
from tests.conftest import FrozenClock
from tests.made_once import made_once
from tests.time_travel import let_pass
from tests.web.scenario import post_form, signed_in


def work_days(job: Job, frozen_clock: FrozenClock, hours: str) -> None:
    """Let a day pass for each figure, with so many hours of work in it."""
    for count in hours.split():
        if int(count):
            factories.worked(job, ago=60 * int(count), minutes=60 * int(count))
        let_pass(frozen_clock, days=1)


def begun(client: Person, freelancer: Person) -> Job:
    """An hourly job whose first week is funded."""
    job = factories.hourly_bound(client, freelancer)
    factories.rich(client, 10_000)
    factories.week_funded(client, factories.week_of(job))
    return job


@pytest.fixture
@made_once
def job(frozen_clock: FrozenClock, ada: Person, ben: Person) -> Job:
    """An hourly job with two usual weeks, on the Monday of the third."""
    job = begun(ada, ben)
    frozen_clock.passes(hours=1)
    for _week in range(2):
        work_days(job, frozen_clock, "1 1 1 1 1 0 0")
    return job


def hint_of(person: Person, job: Job) -> WeekHint | None:
    with timezone.override(person.time_zone):
        job_views = [load_job_view(person, job.pk)]
        return week_hint(job_views, hint_time(job_views))


def test_a_day_without_time_is_asked_about_from_the_next_day_on(
    job: Job, frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    work_days(job, frozen_clock, "1 1")
    assert hint_of(ben, job) is None
    work_days(job, frozen_clock, "0")
    hint = hint_of(ben, job)
    assert hint is not None
    assert hint.words == (
        "Nothing is recorded on Wed 18 Mar, but your last 2 weeks have time then. "
        "Add time before Mon 23 Mar, 11:00, or leave it as it is."
    )
    assert hint_of(ada, job) is None
    for address in (reverse("home"), reverse("time", args=[job.pk])):
        page = signed_in(ben).get(address).content.decode()
        assert page.count("Nothing is recorded on Wed 18 Mar") == 1
        assert f'href="{hint.href}"' in page
        assert "Nothing is recorded on" not in signed_in(ada).get(address).content.decode()
    earlier = f"{reverse('time', args=[job.pk])}?week=2026-03-09"
    assert "Nothing is recorded on" not in signed_in(ben).get(earlier).content.decode()


def test_much_less_than_usual_is_asked_about_once_the_week_is_over(
    frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    job = begun(ada, ben)
    let_pass(frozen_clock, hours=2)
    for hours in ("2 0 0 0 0 0 0", "0 2 0 0 0 0 0"):
        work_days(job, frozen_clock, hours)
    factories.worked(job, ago=50, minutes=50)
    work_days(job, frozen_clock, "0 0 0 0 0")
    assert hint_of(ben, job) is None
    frozen_clock(factories.week_of(job, 2).ends_at + timedelta(hours=1))
    hint = hint_of(ben, job)
    assert hint is not None
    assert hint.words.startswith("50 min is recorded, but your last 2 weeks have 2 h on average.")


def test_a_hint_is_dismissed_for_its_week_alone(job: Job, frozen_clock: FrozenClock, ben: Person) -> None:
    work_days(job, frozen_clock, "0")
    week = factories.week_of(job, 2)
    assert post_form(ben, "week-hint", week.pk).status_code == 200
    assert hint_of(ben, job) is None
    assert "Is your week complete?" not in signed_in(ben).get(reverse("home")).content.decode()
    work_days(job, frozen_clock, "1 1 1 1 0 0 1 0")
    hint = hint_of(ben, job)
    assert hint is not None
    assert hint.row != week


def test_a_week_stated_as_idle_is_not_asked_about(job: Job, frozen_clock: FrozenClock, ben: Person) -> None:
    work_days(job, frozen_clock, "0 0")
    assert hint_of(ben, job) is not None
    state_nothing(Actor(ben.pk), factories.week_of(job, 2))
    assert hint_of(ben, job) is None


def test_a_week_in_which_the_job_was_paused_is_not_asked_about(
    job: Job, frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    pause_job(Actor(ada.pk), job)
    let_pass(frozen_clock, days=1)
    assert hint_of(ben, job) is None
    resume_job(Actor(ada.pk), job)
    let_pass(frozen_clock, days=1)
    assert hint_of(ben, job) is None


def test_a_week_of_terms_without_time_by_hand_is_not_asked_about(
    job: Job, frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    let_pass(frozen_clock, days=2)
    assert hint_of(ben, job) is not None
    factories.proposed(ada, job, factories.changed_hours(job, by_hand=False))
    factories.agreed(ben, job)
    assert hint_of(ben, job) is None


def test_home_asks_about_one_week_at_a_time(frozen_clock: FrozenClock, ada: Person, ben: Person) -> None:
    jobs = [begun(ada, ben), begun(ada, ben)]
    let_pass(frozen_clock, hours=2)
    for _week in range(2):
        for place, job in enumerate(jobs, start=1):
            factories.worked(job, ago=60 * place, minutes=60)
        let_pass(frozen_clock, days=7)
    let_pass(frozen_clock, days=1)
    assert all(hint_of(ben, job) for job in jobs)
    assert signed_in(ben).get(reverse("home")).content.decode().count("Is your week complete?") == 1


def test_a_week_as_usual_is_not_asked_about(job: Job, frozen_clock: FrozenClock, ben: Person) -> None:
    work_days(job, frozen_clock, "1 1 1 1 1")
    frozen_clock(factories.week_of(job, 2).ends_at + timedelta(hours=1))
    assert hint_of(ben, job) is None
