"""The operator's console at 50,000 tasks and 50,000 people: server time against 100 ms, and 12 queries."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from functools import partial

from django.test import Client
from django.urls import reverse

from bench.house import analyze
from bench.pages import milliseconds, queries
from bench.trial import Contender, Row, Scale, Trial
from handsel.console.books.checking import check_house
from handsel.kernel import clock
from handsel.people.models import Person
from handsel.policy.publishing import ensure_presets
from handsel.record.log.writer import write_log
from handsel.tasks.models import Task, new_task

ROWS = 50_000
LIMIT_MS = 100.0
QUERIES_MAX = 12
PAGES = {
    "Console": ("console", ""),
    "Tasks given up": ("console-worker", "?show=given-up"),
    "Tasks late": ("console-worker", "?show=late"),
    "Books": ("console-books", ""),
    "Record": ("console-record", ""),
    "People": ("console-people", "?q=person 49"),
    "Nobody": ("console-people", "?q=nobody of this name"),
    "Policies": ("console-policies", ""),
}


@contextmanager
def _stage(scale: Scale) -> Iterator[Mapping[str, Contender]]:
    operator = Person.objects.create_user("olga@bench.example", name="Olga Lind", is_operator=True)
    ensure_presets()
    write_log()
    check_house(clock.now())
    Task.objects.bulk_create((_task(place) for place in range(ROWS)), batch_size=2_000)
    Person.objects.bulk_create(
        (Person(email=f"{place}@bench.example", name=f"Person {place}") for place in range(ROWS)),
        batch_size=2_000,
    )
    analyze()
    browser = Client(SERVER_NAME="localhost")
    browser.force_login(operator)
    yield dict(_contenders(browser))


def _task(place: int) -> Task:
    """One of three: given up, failing, late."""
    now = clock.now()
    task = new_task("mail", place, now - timedelta(hours=1))
    if place % 3 < 2:
        task.attempts, task.last_error = 3, "ConnectionRefusedError: no such server"
        task.next_at = now + timedelta(hours=1)
        task.given_up_at = now if place % 3 else None
    return task


def _contenders(browser: Client) -> Iterator[tuple[str, Contender]]:
    yield "limit", lambda: LIMIT_MS
    for name, (page, query) in PAGES.items():
        address = reverse(page) + query
        yield name, partial(milliseconds, browser, address)
        yield f"{name} queries", partial(queries, browser, address)


def _rows() -> Iterator[Row]:
    for name in PAGES:
        yield Row(f"{name} at {ROWS:,}, against {LIMIT_MS:.0f} ms", name, "limit", 1, at_most=True)
        yield Row(f"{name}: queries", f"{name} queries", "", QUERIES_MAX, at_most=True)


TRIALS = tuple(
    Trial(name=f"console-pages-{database}", database=database, stage=_stage, rows=tuple(_rows()), unit="")
    for database in ("sqlite", "postgresql")
)
