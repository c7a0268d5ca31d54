"""Server and Tracker are killed while a day is sent: nothing is lost, and nothing counts twice."""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from handsel.kernel import clock
from handsel.people.calendars import house_calendar
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.work.hours.hourly_terms import WorkView
from handsel.work.hours.models import ReceivedSegment, Shot, TimeSpan
from handsel.work.hours.shots.lifecycle import HAS_BYTES
from handsel.work.hours.submitting import hold_week
from tests import factories
from tests.api.connected import tracker_of
from tests.auditing import faults
from tests.serving import free_port, up
from tests.simulated_tracker import ApiAnswer, SimulatedSegment, SimulatedShot, SimulatedTracker, over
from tests.tracked_day import BLOCK, ON
from tests.work.hours.shots.test_image import webp

pytestmark = pytest.mark.django_db(transaction=True)
BLOCKS = 20
KILLS = 2
WAIT_SECONDS_MAX = 90
Spool = list[tuple[SimulatedSegment, SimulatedShot]]
"""What a Tracker has on its disk: segments in order, each with its screenshot."""


class KilledTracker(Exception):
    """The Tracker was killed."""


def spooled(tracker: SimulatedTracker, job: str, start: datetime) -> Spool:
    """A day of work that is not sent yet."""
    rows = []
    for block in (start + place * BLOCK for place in range(BLOCKS)):
        shot = tracker.shoots_when_due(job, block, webp())
        segment = tracker.segment(job, block, shots=[shot.announced], work_view=ON)
        tracker.seq, tracker.prev = segment.content["seq"], segment.digest
        rows.append((segment, shot))
    return rows


def arrives(send: Callable[[], ApiAnswer]) -> None:
    """Send something until it is answered for good, while the house is away or busy."""
    until = time.monotonic() + WAIT_SECONDS_MAX
    while time.monotonic() < until:
        with suppress(OSError):
            answer = send()
            if answer.status == 200:
                return
            assert answer.status in (429, 503), answer.body
        time.sleep(0.1)
    raise TimeoutError


def runs(tracker: SimulatedTracker, spool: Spool, answered: threading.Event, dies_after: int) -> None:
    """Send all of a spool from its beginning; die after so many segments."""
    for place, (segment, shot) in enumerate(spool):
        arrives(lambda sent=segment: tracker.puts(f"/segments/{sent.id}", sent.body))
        answered.set()
        if place == dies_after:
            raise KilledTracker
        arrives(lambda sent=shot: tracker.uploads(sent))


def test_nothing_is_lost_and_nothing_doubled(ada: Person, ben: Person, settings: Any, tmp_path: Path) -> None:
    own = {"HANDSEL_DATA_DIR": str(tmp_path), "HANDSEL_SECRET_KEY": settings.SECRET_KEY}
    start = house_calendar().start_of(house_calendar().week_of(clock.now()) - timedelta(days=7))
    with clock.frozen_at(start):
        job = factories.hourly_bound(ada, ben, factories.hourly_terms(work_view=WorkView.OFFERED))
        tracker = tracker_of(ben)
        hold_week(Actor(ben.pk), factories.week_of(job), reason="The device is still offline.")
    port, answered = free_port(), threading.Event()
    tracker.send = over(f"http://127.0.0.1:{port}")
    spool = spooled(tracker, str(job.uuid), start)

    def lives() -> None:
        for dies_after in (3, 9, BLOCKS):
            with suppress(KilledTracker):
                runs(tracker, spool, answered, dies_after)

    sending = threading.Thread(target=lives, daemon=True)
    sending.start()
    for _ in range(KILLS):
        with up(port, **own) as house:
            answered.clear()
            assert answered.wait(WAIT_SECONDS_MAX)
            house.kill()
    with up(port, **own):
        sending.join(WAIT_SECONDS_MAX)
    assert not sending.is_alive()
    connection.close()
    assert list(ReceivedSegment.objects.values_list("seq", "refusal")) == [
        (number, "") for number in range(1, BLOCKS + 1)
    ]
    assert TimeSpan.objects.count() == BLOCKS
    assert Shot.objects.filter(state__in=HAS_BYTES).count() == BLOCKS
    assert faults() == []
