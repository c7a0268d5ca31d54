"""Searching 200,000 entries: the first page of results against 100 ms."""

import time
from collections.abc import Iterator
from functools import partial
from itertools import count, islice

from django.test import Client
from django.urls import reverse

from bench.filling import COMMON, RARE
from bench.trial import Contender, Row
from handsel.work.jobs.models import Job

LIMIT_MS = 100.0
ASKED = {
    "a common word": COMMON,
    "a rare word": RARE,
    "a begun word": "agre",
    "two words": f"{RARE} {COMMON}",
}


def contenders(browser: Client, job: Job) -> Iterator[tuple[str, Contender]]:
    """Each query in one Workroom and in all jobs."""
    yield "search limit", lambda: LIMIT_MS
    rooms, everywhere = reverse("workroom", args=[job.pk]), reverse("search")
    for what, line in ASKED.items():
        yield f"Workroom, {what}", partial(_milliseconds, browser, rooms, line)
        yield f"all jobs, {what}", partial(_milliseconds, browser, everywhere, line)


def rows() -> Iterator[Row]:
    """The demands."""
    for what in ASKED:
        for scope in ("Workroom", "all jobs"):
            name = f"{scope}, {what}"
            yield Row(f"search, {name}, against {LIMIT_MS:.0f} ms", name, "search limit", 1, at_most=True)


def _milliseconds(browser: Client, address: str, line: str) -> float:
    times = []
    for _ in islice(count(), 5):
        began = time.perf_counter()
        answer = browser.get(address, {"q": line})
        times.append((time.perf_counter() - began) * 1000)
        assert answer.status_code == 200, answer.status_code
    return sorted(times)[len(times) // 2]
