"""A day of Work View with 60 screenshots: server time against 100 ms, and bytes against 1.5 MB."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from functools import partial

from django.test import Client
from django.urls import reverse

from bench.house import analyze
from bench.pages import milliseconds, queries
from bench.trial import Contender, Row, Scale, Trial
from handsel.kernel import clock
from handsel.people.calendars import house_calendar
from handsel.people.models import Person
from handsel.work.hours.hourly_terms import WorkView
from handsel.work.hours.models import Shot
from tests import factories
from tests.api.connected import tracker_of
from tests.simulated_tracker import within
from tests.tracked_day import BLOCK, track_kept

SHOTS = 60
LIMIT_MS, LIMIT_MB, QUERIES_MAX = 100.0, 1.5, 12


@contextmanager
def _stage(scale: Scale) -> Iterator[Mapping[str, Contender]]:
    calendar = house_calendar()
    day = calendar.week_of(clock.now()) - timedelta(days=7)
    start = calendar.start_of(day)
    client = Person.objects.create_user("client@bench.example", name="Ada Vance")
    freelancer = Person.objects.create_user("freelancer@bench.example", name="Ben Okafor")
    with clock.frozen_at(start):
        factories.rich(client, 10_000)
        job = factories.hourly_bound(client, freelancer, factories.hourly_terms(work_view=WorkView.OFFERED))
        factories.week_funded(client, factories.week_of(job))
        tracker = tracker_of(freelancer, send=within(Client(SERVER_NAME="localhost")))
    with clock.frozen_at(start + SHOTS * BLOCK):
        for place in range(SHOTS):
            track_kept(tracker, job, start + place * BLOCK)
    analyze()
    browser = Client(SERVER_NAME="localhost")
    browser.force_login(client)
    address = f"{reverse('work-view', args=[job.pk])}?day={day.isoformat()}"
    pictures = [reverse("shot-thumbnail", args=[job.pk, shot.pk]) for shot in Shot.objects.all()]
    yield {
        "limit": lambda: LIMIT_MS,
        "page": partial(milliseconds, browser, address),
        "thumbnails": lambda: sum(milliseconds(browser, picture) for picture in pictures),
        "megabytes": lambda: _megabytes(browser, [address, *pictures]),
        "queries": partial(queries, browser, address),
    }


def _megabytes(browser: Client, addresses: list[str]) -> float:
    """What a reader loads of a day."""
    return sum(len(browser.get(address).content) for address in addresses) / 1_000_000


_ROWS = (
    Row(f"the page of {SHOTS} screenshots, against {LIMIT_MS:.0f} ms", "page", "limit", 1, at_most=True),
    Row(
        f"{SHOTS} thumbnails, against {LIMIT_MS:.0f} ms", "thumbnails", "limit", 1, at_most=True, is_aim=True
    ),
    Row("page and thumbnails, MB", "megabytes", "", LIMIT_MB, at_most=True),
    Row("the page: queries", "queries", "", QUERIES_MAX, at_most=True),
)
TRIALS = tuple(
    Trial(name=f"work-view-{database}", database=database, stage=_stage, rows=_ROWS, unit="")
    for database in ("sqlite", "postgresql")
)
