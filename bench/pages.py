"""Home, Workroom and Billing at 1,000 jobs: server time against 50 ms, and queries against 10 jobs."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from itertools import cycle
from statistics import median

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench.house import analyze
from bench.trial import Contender, Row, Scale, Trial
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.work.jobs.models import Job
from handsel.work.workroom.posting import post
from tests import factories

JOBS, JOBS_QUICK, JOBS_FEW = 1000, 100, 10
ENTRIES, ENTRIES_QUICK = 10_000, 1000
PEOPLE = 50
LIMIT_MS = 50.0
REQUESTS = 11
"""Requests per measurement, of which the median counts."""
PAGES = {"home": "home", "Workroom": "workroom", "Billing": "job-billing"}


@contextmanager
def _stage(scale: Scale) -> Iterator[Mapping[str, Contender]]:
    clients, freelancers = _people("client", hires=True), _people("freelancer", hires=False)
    pairs = zip(cycle(clients), cycle(freelancers[1:] + freelancers[:1]), strict=False)
    job = _job(clients[0], freelancers[0])
    for client, freelancer in [next(pairs) for _ in range(JOBS_FEW - 1)]:
        _job(client, freelancer)
    browser = Client(SERVER_NAME="localhost")
    browser.force_login(clients[0])
    few = {name: queries(browser, _address(page, job)) for name, page in PAGES.items()}
    for client, freelancer in [next(pairs) for _ in range((JOBS_QUICK if scale.quick else JOBS) - JOBS_FEW)]:
        _job(client, freelancer)
    for place in range(ENTRIES_QUICK if scale.quick else ENTRIES):
        post(Actor(clients[0].pk), job, words=f"The {place}th word on the matter.", files=[])
    analyze()
    yield dict(_contenders(browser, job, few))


def _contenders(browser: Client, job: Job, few: dict[str, float]) -> Iterator[tuple[str, Contender]]:
    yield "limit", lambda: LIMIT_MS
    for name, page in PAGES.items():
        address = _address(page, job)
        yield name, partial(milliseconds, browser, address)
        yield f"{name} queries", partial(queries, browser, address)
        yield f"{name} queries at 10", _constant(few[name])


def _constant(figure: float) -> Callable[[], float]:
    return lambda: figure


def _people(role: str, *, hires: bool) -> list[Person]:
    return [
        Person.objects.create_user(
            f"{role}{n}@bench.example", name=f"{role.title()} {n}", hires=hires, works=not hires
        )
        for n in range(PEOPLE)
    ]


def _job(client: Person, freelancer: Person) -> Job:
    return factories.funded(client, freelancer, 100, 200, 300)


def _address(page: str, job: Job) -> str:
    return reverse(page, args=[] if page == "home" else [job.pk])


def milliseconds(browser: Client, address: str) -> float:
    """The median time of a page on the server."""
    return median(_once(browser, address) for _ in range(REQUESTS))


def _once(browser: Client, address: str) -> float:
    began = time.perf_counter()
    answer = browser.get(address)
    assert answer.status_code == 200, answer.status_code
    return (time.perf_counter() - began) * 1000


def queries(browser: Client, address: str) -> float:
    """How many queries a page makes."""
    with CaptureQueriesContext(connection) as counted:
        browser.get(address)
    return float(len(counted))


def _rows() -> Iterator[Row]:
    for name in PAGES:
        yield Row(f"{name} at 1,000 jobs, against {LIMIT_MS:.0f} ms", name, "limit", 1, at_most=True)
        yield Row(
            f"{name}: queries against 10 jobs", f"{name} queries", f"{name} queries at 10", 1, at_most=True
        )


TRIALS = tuple(
    Trial(name=f"pages-{database}", database=database, stage=_stage, rows=tuple(_rows()), unit="")
    for database in ("sqlite", "postgresql")
)
