"""Home says how much of this week's limit is used, by job and by day."""

from datetime import UTC, date, datetime, timedelta

import pytest

from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.web.home.week_hours import JobWeekHours, job_hours, week_hours, weeks_now
from handsel.web.jobs.job_view import load_job_views
from handsel.web.jobs.week_hint import hint_time
from handsel.work.hours.recording import record_time
from handsel.work.jobs.models import Job
from tests import factories
from tests.conftest import FrozenClock
from tests.factories import usd
from tests.time_travel import let_pass
from tests.web.hours.test_sheets import page_of, worked_week


@pytest.fixture(autouse=True)
def _frozen(frozen_clock: FrozenClock) -> FrozenClock:
    return frozen_clock


def hours_of(person: Person) -> list[JobWeekHours]:
    job_views = load_job_views(person, Job.objects.of(person).with_people())
    weeks = weeks_now(job_views)
    return list(job_hours(weeks, hint_time(job_views, [row for _view, row in weeks])).values())


def records(ben: Person, job: Job, *, hours: float, end: datetime) -> None:
    record_time(Actor(ben.pk), job, start=end - timedelta(hours=hours), end=end, memo="Sketches.")


def test_a_week_says_how_much_of_its_limit_is_used_and_what_it_costs(ada: Person, ben: Person) -> None:
    worked_week(ada, ben)
    (hours,) = hours_of(ben)
    assert (hours.length, hours.percent, hours.money) == ("3 h", 7, usd(60))


def test_time_over_the_limit_fills_the_gauge_and_costs_nothing(
    ada: Person, ben: Person, frozen_clock: FrozenClock
) -> None:
    job = factories.hourly_bound(ada, ben, factories.hourly_terms(hours=1, auto_fund=False))
    records(ben, job, hours=2, end=datetime(2026, 3, 2, 16, tzinfo=UTC))
    (hours,) = hours_of(ada)
    assert (hours.length, hours.percent, hours.money) == ("2 h", 100, usd(20))


def test_days_have_the_time_of_all_jobs_of_a_side(
    ada: Person, ben: Person, frozen_clock: FrozenClock
) -> None:
    jobs = [worked_week(ada, ben), factories.hourly_bound(ada, ben, factories.hourly_terms(auto_fund=False))]
    let_pass(frozen_clock, days=1)
    records(ben, jobs[1], hours=1.5, end=datetime(2026, 3, 3, 16, tzinfo=UTC))
    (week,) = week_hours({hours.job_view.job.pk: hours for hours in hours_of(ben)})
    assert (week.side, week.length, week.limit_hours, week.money) == ("freelancer", "4 h 30 min", 80, usd(90))
    worked = [(day.clock, day.percent, day.is_today) for day in week.days if day.seconds]
    assert worked == [("3:00", 100, False), ("1:30", 50, True)]


def test_a_job_before_its_first_week_and_one_at_a_fixed_price_have_no_hours(ada: Person, ben: Person) -> None:
    factories.hourly_bound(ada, ben, factories.hourly_terms(start=date(2026, 3, 9)))
    factories.bound(ada, ben, 100)
    assert hours_of(ada) == []


def test_a_row_of_an_hourly_job_has_its_gauge_in_words(ada: Person, ben: Person) -> None:
    page = page_of(ben, worked_week(ada, ben), "home")
    assert '<div class="gauge busy" style="--at: 7"><span></span></div>' in page
    assert "3 h of 40 h this week" in page


def test_home_shows_hours_to_both_sides_each_in_their_words(ada: Person, ben: Person) -> None:
    job = worked_week(ada, ben)
    client, freelancer = page_of(ada, job, "home"), page_of(ben, job, "home")
    assert "Hours this week" in client
    assert "Your hours this week" in freelancer
    for page in (client, freelancer):
        assert '<p class="figure">3 h</p>' in page
        assert "of 40 h · $60.00" in page
