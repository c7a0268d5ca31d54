"""The evidence of a tracked week of 200 blocks, each with the moment of its screenshot: made and checked."""

import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from django.test import Client

from bench.trial import Contender, Row, Scale, Trial
from handsel.kernel import clock
from handsel.people.calendars import house_calendar
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.work.hours.hourly_terms import WorkView
from handsel.work.hours.models import Shot
from handsel.work.hours.shots.lifecycle import ShotState
from handsel.work.hours.submitting import submit_week
from handsel.work.jobs.models import Job
from handsel_verify.bundles import check
from tests import factories
from tests.api.connected import tracker_of
from tests.simulated_tracker import within
from tests.tracked_day import BLOCK, track
from tests.tracked_week import bundle_of

BLOCKS, BLOCKS_A_DAY = 200, 40
SECONDS_MAX = 1.0


@contextmanager
def _stage(scale: Scale) -> Iterator[Mapping[str, Contender]]:
    monday = house_calendar().week_of(clock.now()) - timedelta(days=7)
    start = house_calendar().start_of(monday)
    job, at = _tracked(start), start + timedelta(days=7)
    with tempfile.TemporaryDirectory(prefix="handsel-bench-") as folder:
        place = Path(folder) / "bundle.zip"
        bundle_of(job, place, at)
        report = check(place)
        assert not report.faults, report.faults
        yield {
            "made": partial(_seconds, lambda: bundle_of(job, place, at)),
            "checked": partial(_seconds, lambda: check(place)),
        }


def _tracked(start: datetime) -> Job:
    """A job with a week of tracked blocks from its first instant on, whose screenshots all arrived."""
    client = Person.objects.create_user("client@bench.example", name="Ada Vance")
    freelancer = Person.objects.create_user("freelancer@bench.example", name="Ben Okafor")
    with clock.frozen_at(start):
        job = factories.hourly_bound(client, freelancer, factories.hourly_terms(work_view=WorkView.OFFERED))
        factories.rich(client)
        factories.week_funded(client, factories.week_of(job))
        tracker = tracker_of(freelancer, send=within(Client(SERVER_NAME="localhost")))
    for number in range(BLOCKS):
        day, place = divmod(number, BLOCKS_A_DAY)
        block = start + timedelta(days=day, hours=8) + place * BLOCK
        with clock.frozen_at(block):
            tracker.commits(block.date())
        with clock.frozen_at(block + BLOCK):
            track(tracker, job, block, tracker.shoots_when_due(str(job.uuid), block, b"a picture"))
    Shot.objects.update(state=ShotState.KEPT)
    with clock.frozen_at(start + timedelta(days=7)):
        submit_week(Actor(freelancer.pk), factories.week_of(job))
    return job


def _seconds(do: Callable[[], object]) -> float:
    began = time.perf_counter()
    do()
    return time.perf_counter() - began


TRIALS = tuple(
    Trial(
        name=f"tracked-bundle-{database}",
        database=database,
        stage=_stage,
        rows=(
            Row(f"{database}: bundle of a week of {BLOCKS} blocks made, s", "made", "", 2, at_most=True),
            Row(
                f"{database}: bundle of a week of {BLOCKS} blocks checked, s",
                "checked",
                "",
                SECONDS_MAX,
                at_most=True,
            ),
        ),
        unit=" s",
    )
    for database in ("sqlite", "postgresql")
)
