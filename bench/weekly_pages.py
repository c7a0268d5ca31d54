"""Pages that are asked for while the weekly run submits timesheets: the 95th percentile against 200 ms."""

import http.client
import itertools
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager

from django.db import connection
from django.test import Client

from bench.hourly_weeks import create_weeks
from bench.trial import Contender, Row, Scale, Trial
from bench.up import served
from handsel.people.models import Person
from handsel.tasks.models import Task
from handsel.work.hours.planning import SUBMIT
from handsel.work.jobs.models import Job

COUNT = 20_000
PAGES = 40
"""How many pages are asked for in a round; all rounds are within one run."""
PAGE_SECONDS_MAX = 0.2


@contextmanager
def _stage(scale: Scale) -> Iterator[Mapping[str, Contender]]:
    create_weeks(COUNT)
    job = Job.objects.select_related("client__person").order_by("pk")[0]
    addresses = itertools.cycle(["/", "/jobs/", f"/jobs/{job.pk}/", f"/jobs/{job.pk}/billing/", "/money/"])
    session = _session(job.client.person)
    connection.close()
    with served() as (port, _pid):
        yield {"page": lambda: _percentile(port, itertools.islice(addresses, PAGES), session)}


def _percentile(port: int, addresses: Iterable[str], session: str) -> float:
    """Seconds that a client waits for a page while timesheets are submitted, at the 95th percentile."""
    waits = sorted(_seconds(port, address, session) for address in addresses)
    assert Task.objects.filter(kind=SUBMIT).exists(), "the run was over before the round"
    return waits[int(len(waits) * 0.95)]


def _session(person: Person) -> str:
    browser = Client()
    browser.force_login(person)
    return browser.cookies["sessionid"].value


def _seconds(port: int, path: str, session: str) -> float:
    with closing(http.client.HTTPConnection("localhost", port, timeout=30)) as line:
        began = time.perf_counter()
        line.request("GET", path, headers={"Cookie": f"sessionid={session}"})
        response = line.getresponse()
        response.read()
        assert response.status == 200, f"{path}: {response.status}"
        return time.perf_counter() - began


def _trial(database: str) -> Trial:
    what = f"{database}: a page during the weekly run, 95th percentile, s"
    return Trial(
        name=f"weekly-pages-{database}",
        database=database,
        stage=_stage,
        rows=(Row(what, "page", "", PAGE_SECONDS_MAX, at_most=True),),
        unit=" s",
        in_quick=False,
    )


TRIALS = (_trial("sqlite"), _trial("postgresql"))
