"""The pages of hours: This week, the timesheet and Billing, server time against 50 ms and 12 queries."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from functools import partial

from django.test import Client
from django.urls import reverse

from bench.house import analyze
from bench.pages import LIMIT_MS, milliseconds, queries
from bench.trial import Contender, Row, Scale, Trial
from handsel.config.task_handlers import TASK_HANDLERS
from handsel.kernel import clock
from handsel.people.calendars import house_calendar
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.tasks.worker import work
from handsel.work.hours.planning import PLAN, SUBMIT
from handsel.work.hours.recording import record_time
from handsel.work.jobs.models import Job
from tests import factories

SPANS = 60
QUERIES_MAX = 12
PAGES = {"This week": "time", "Timesheet": "timesheet", "Billing of hours": "job-billing"}


@contextmanager
def _stage(scale: Scale) -> Iterator[Mapping[str, Contender]]:
    calendar = house_calendar()
    monday = calendar.week_of(clock.now()) - timedelta(days=7)
    client = Person.objects.create_user("client@bench.example", name="Ada Vance")
    freelancer = Person.objects.create_user("freelancer@bench.example", name="Ben Okafor")
    with clock.frozen_at(calendar.start_of(monday)):
        job = _job(client, freelancer)
    with clock.frozen_at(calendar.start_of(monday + timedelta(days=6))):
        _work(job)
        work({PLAN: TASK_HANDLERS[PLAN]})
    work({SUBMIT: TASK_HANDLERS[SUBMIT]})
    analyze()
    browsers = {"Timesheet": _browser(client), "This week": _browser(freelancer)}
    yield dict(_contenders(browsers, job))


def _job(client: Person, freelancer: Person) -> Job:
    factories.rich(client, 10_000)
    job = factories.hourly_bound(client, freelancer)
    factories.week_funded(client, factories.week_of(job))
    return job


def _work(job: Job) -> None:
    """So many spans of a quarter of an hour, one each hour and a half."""
    start = factories.week_of(job).starts_at
    for place in range(SPANS):
        begun = start + place * timedelta(minutes=90)
        end = begun + timedelta(minutes=15)
        record_time(Actor(job.sides()[1].person_id), job, start=begun, end=end, memo=f"Sketch {place}.")


def _browser(person: Person) -> Client:
    browser = Client(SERVER_NAME="localhost")
    browser.force_login(person)
    return browser


def _contenders(browsers: Mapping[str, Client], job: Job) -> Iterator[tuple[str, Contender]]:
    yield "limit", lambda: LIMIT_MS
    for name, page in PAGES.items():
        address = reverse(page, args=[job.pk])
        browser = browsers.get(name, browsers["Timesheet"])
        yield name, partial(milliseconds, browser, address)
        yield f"{name} queries", partial(queries, browser, address)


def _rows() -> Iterator[Row]:
    for name in PAGES:
        yield Row(f"{name} with {SPANS} spans, against {LIMIT_MS:.0f} ms", name, "limit", 1, at_most=True)
        yield Row(f"{name}: queries", f"{name} queries", "", QUERIES_MAX, at_most=True)


TRIALS = tuple(
    Trial(name=f"hourly-pages-{database}", database=database, stage=_stage, rows=tuple(_rows()), unit="")
    for database in ("sqlite", "postgresql")
)
