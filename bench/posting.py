"""Posting a message in a Workroom of 10,000 entries, 200,000 in all: the whole request against 30 ms."""

import time
from collections.abc import Iterator
from functools import partial
from itertools import count
from statistics import median

from django.test import Client
from django.urls import reverse

from bench.trial import Contender, Row, Scale
from handsel.kernel import identifiers
from handsel.ui import idempotency
from handsel.work.jobs.models import Job

LIMIT_MS = 30.0
POSTS, POSTS_QUICK = 50, 10
_numbers = count(1)


def contenders(browser: Client, job: Job, scale: Scale) -> Iterator[tuple[str, Contender]]:
    """Post the form of one Workroom."""
    yield "posting limit", lambda: LIMIT_MS
    posts = POSTS_QUICK if scale.quick else POSTS
    yield "posting", partial(_milliseconds, browser, reverse("workroom", args=[job.pk]), posts)


def rows() -> Iterator[Row]:
    """The demands."""
    what = f"posting a message, median, against {LIMIT_MS:.0f} ms"
    yield Row(what, "posting", "posting limit", 1, at_most=True)


def _milliseconds(browser: Client, address: str, posts: int) -> float:
    times = []
    for _ in range(posts):
        form = {
            "words": f"The {next(_numbers)}th word on the matter.",
            idempotency.FIELD: str(identifiers.new()),
        }
        began = time.perf_counter()
        answer = browser.post(address, form)
        times.append((time.perf_counter() - began) * 1000)
        assert answer.status_code == 302, answer.status_code
    return median(times)
