"""Uploads of 200 devices after the same block: a segment and a screenshot each, against a second.

Each device sends at a moment of its own, as the API asks: here within a third of the minute that it gives.
A herd, which does not, sends all at the same instant: what it waits is an aim, and it loses nothing either.
"""

import itertools
import random
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cache
from io import BytesIO
from statistics import median

from django.db import connection
from PIL import Image

from bench.trial import Contender, Row, Scale, Trial
from bench.up import served
from handsel.kernel import clock
from handsel.people.calendars import house_calendar
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.work.hours.hourly_terms import WorkView
from handsel.work.hours.models import Shot, TimeSpan
from handsel.work.hours.shots.lifecycle import HAS_BYTES
from handsel.work.hours.submitting import hold_week
from tests import factories
from tests.api.connected import tracker_of
from tests.simulated_tracker import SimulatedSegment, SimulatedShot, SimulatedTracker, over

DEVICES = 200
SECONDS_MAX = 1.0
SPREAD_SECONDS = 20
BLOCK = timedelta(minutes=12)


@contextmanager
def _stage(scale: Scale) -> Iterator[Mapping[str, Contender]]:
    monday = house_calendar().week_of(clock.now()) - timedelta(days=7)
    start = house_calendar().start_of(monday)
    with clock.frozen_at(start):
        devices = [_device(number) for number in range(DEVICES)]
    connection.close()
    blocks = (start + number * BLOCK for number in itertools.count())
    with served() as (port, _pid):
        for number, (tracker, _job) in enumerate(devices):
            tracker.send = over(f"http://127.0.0.1:{port}", source=f"127.0.1.{number + 1}")
        yield {
            **_halves("", lambda: _round(devices, next(blocks), SPREAD_SECONDS)),
            **_halves("herd ", lambda: _round(devices, next(blocks), 0)),
        }


def _halves(name: str, measure_round: Callable[[], tuple[float, float]]) -> dict[str, Contender]:
    """Contenders for the two figures of a round, which share their rounds."""
    segments: list[float] = []
    objects: list[float] = []

    def figure(wanted: list[float]) -> float:
        if not wanted:
            segment, shot = measure_round()
            segments.append(segment)
            objects.append(shot)
        return wanted.pop(0)

    return {f"{name}segment": lambda: figure(segments), f"{name}object": lambda: figure(objects)}


def _device(number: int) -> tuple[SimulatedTracker, str]:
    """A device of a freelancer with a job of their own, whose week takes time until the next Monday."""
    client = Person.objects.create_user(f"client{number}@bench.example", name="Ada Vance")
    freelancer = Person.objects.create_user(f"freelancer{number}@bench.example", name="Ben Okafor")
    job = factories.hourly_bound(client, freelancer, factories.hourly_terms(work_view=WorkView.OFFERED))
    hold_week(Actor(freelancer.pk), factories.week_of(job), reason="The device is still offline.")
    return tracker_of(freelancer), str(job.uuid)


def _round(devices: list[tuple[SimulatedTracker, str]], block: datetime, spread: int) -> tuple[float, float]:
    """Seconds that a device waits for a segment, and for a screenshot, at the 99th percentile."""
    counted = _counts()
    sent = [_prepared(tracker, job, block) for tracker, job in devices]
    moments = [random.uniform(0, spread) for _ in devices]
    began = time.perf_counter()
    with ThreadPoolExecutor(DEVICES) as pool:
        waits = list(pool.map(_send, [tracker for tracker, _job in devices], sent, moments))
    per_second = DEVICES / (time.perf_counter() - began)
    spans, shots = _counts()
    assert (spans, shots) == (counted[0] + DEVICES, counted[1] + DEVICES), "something is lost or doubled"
    segments, objects = (sorted(row[place] for row in waits) for place in (0, 1))
    medians = f"median {median(segments):.3f} s a segment, {median(objects):.3f} s a screenshot"
    print(f"    {per_second:.1f} devices a second over {spread} s: {medians}")
    return segments[int(DEVICES * 0.99)], objects[int(DEVICES * 0.99)]


def _prepared(tracker: SimulatedTracker, job: str, block: datetime) -> tuple[SimulatedSegment, SimulatedShot]:
    shot = tracker.shoots_when_due(job, block, _picture())
    view = {"state": "on", "reason": ""}
    segment = tracker.segment(job, block, shots=[shot.announced], work_view=view)
    return segment, shot


def _send(
    tracker: SimulatedTracker, sent: tuple[SimulatedSegment, SimulatedShot], moment: float
) -> tuple[float, float]:
    segment, shot = sent
    time.sleep(moment)
    began = time.perf_counter()
    answer = tracker.sends(segment)
    after = time.perf_counter()
    assert answer.status == 200, answer.body
    assert tracker.uploads(shot).status == 200
    return after - began, time.perf_counter() - after


def _counts() -> tuple[int, int]:
    """The spans and the screenshots that are there."""
    try:
        return TimeSpan.objects.count(), Shot.objects.filter(state__in=HAS_BYTES).count()
    finally:
        connection.close()


@cache
def _picture() -> bytes:
    """A screenshot of some 70 kB, as the Tracker encodes a page of text."""
    written = BytesIO()
    noise = Image.effect_noise((640, 400), 40).convert("RGB")
    noise.resize((1920, 1080)).save(written, "WEBP", quality=20)
    return written.getvalue()


def _trial(database: str) -> Trial:
    rows = [
        Row(
            f"{database}: {what} of 200 devices {when}, 99th percentile, s",
            f"{name}{ours}",
            "",
            SECONDS_MAX,
            at_most=True,
            is_aim=bool(name),
        )
        for name, when in (("", f"within {SPREAD_SECONDS} s"), ("herd ", "at the same instant"))
        for ours, what in (("segment", "a segment"), ("object", "a screenshot"))
    ]
    return Trial(
        name=f"tracker-uploads-{database}",
        database=database,
        stage=_stage,
        rows=tuple(rows),
        unit=" s",
        in_quick=False,
    )


TRIALS = (_trial("postgresql"), _trial("sqlite"))
