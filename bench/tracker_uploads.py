"""Uploads from 200 devices at once: a segment and a screenshot each, the 99th percentile against a second."""

import itertools
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
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
            "segment": lambda: _round(devices, next(blocks))[0],
            "object": lambda: _round(devices, next(blocks))[1],
        }


def _device(number: int) -> tuple[SimulatedTracker, str]:
    """A device of a freelancer with a job of their own, whose week takes time until the next Monday."""
    client = Person.objects.create_user(f"client{number}@bench.example", name="Ada Vance")
    freelancer = Person.objects.create_user(f"freelancer{number}@bench.example", name="Ben Okafor")
    job = factories.hourly_bound(client, freelancer, factories.hourly_terms(work_view=WorkView.OFFERED))
    hold_week(Actor(freelancer.pk), factories.week_of(job), reason="The device is still offline.")
    return tracker_of(freelancer), str(job.uuid)


def _round(devices: list[tuple[SimulatedTracker, str]], block: datetime) -> tuple[float, float]:
    """Seconds that a device waits for a segment, and for a screenshot, at the 99th percentile."""
    counted = _counts()
    sent = [_prepared(tracker, job, block) for tracker, job in devices]
    with ThreadPoolExecutor(DEVICES) as pool:
        waits = list(pool.map(_send, [tracker for tracker, _job in devices], sent))
    spans, shots = _counts()
    assert (spans, shots) == (counted[0] + DEVICES, counted[1] + DEVICES), "something is lost or doubled"
    segments, objects = (sorted(row[place] for row in waits) for place in (0, 1))
    print(f"    median {median(segments):.3f} s a segment, {median(objects):.3f} s a screenshot")
    return segments[int(DEVICES * 0.99)], objects[int(DEVICES * 0.99)]


def _prepared(tracker: SimulatedTracker, job: str, block: datetime) -> tuple[SimulatedSegment, SimulatedShot]:
    shot = tracker.shoots_when_due(job, block, _picture())
    view = {"state": "on", "reason": ""}
    segment = tracker.segment(job, block, shots=[shot.announced], work_view=view)
    return segment, shot


def _send(tracker: SimulatedTracker, sent: tuple[SimulatedSegment, SimulatedShot]) -> tuple[float, float]:
    segment, shot = sent
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


def _picture() -> bytes:
    """A screenshot of some 70 kB, as the Tracker encodes a page of text."""
    written = BytesIO()
    noise = Image.effect_noise((640, 400), 40).convert("RGB")
    noise.resize((1920, 1080)).save(written, "WEBP", quality=20)
    return written.getvalue()


def _trial(database: str) -> Trial:
    whats = {"segment": "a segment", "object": "a screenshot"}
    rows = [
        Row(
            f"{database}: {what} of 200 devices at once, 99th percentile, s",
            name,
            "",
            SECONDS_MAX,
            at_most=True,
        )
        for name, what in whats.items()
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
