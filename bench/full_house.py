"""Searching and posting with 200,000 entries."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.test import Client

from bench import posting, search
from bench.filling import fill
from bench.trial import Contender, Scale, Trial

ENTRIES, ENTRIES_QUICK = 200_000, 20_000


@contextmanager
def _stage(scale: Scale) -> Iterator[Mapping[str, Contender]]:
    """Filling takes minutes, so all contenders share the data."""
    client, jobs = fill(ENTRIES_QUICK if scale.quick else ENTRIES)
    browser = Client(SERVER_NAME="localhost")
    browser.force_login(client)
    yield {
        **dict(search.contenders(browser, jobs[0])),
        **dict(posting.contenders(browser, jobs[0], scale)),
    }


TRIALS = tuple(
    Trial(
        name=f"full-house-{database}",
        database=database,
        stage=_stage,
        rows=(*search.rows(), *posting.rows()),
        unit=" ms",
    )
    for database in ("sqlite", "postgresql")
)
