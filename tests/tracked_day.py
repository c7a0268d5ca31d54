"""A day on which a Tracker ran: blocks with screenshots in every state."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from handsel.config.sample.screens import screen
from handsel.kernel import clock
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.work.hours.models import Shot
from handsel.work.hours.shots.deleting import delete_shot
from handsel.work.hours.shots.receiving import make_thumbnail
from handsel.work.jobs.models import Job
from tests.simulated_tracker import SimulatedShot, SimulatedTracker
from tests.work.hours.shots.test_image import webp

BLOCK = timedelta(minutes=12)
ON = {"state": "on", "reason": ""}
NO_PERMISSION = {"state": "unavailable", "reason": "The desktop does not allow screenshots."}


def track(
    tracker: SimulatedTracker,
    job: Job,
    block: datetime,
    *shots: SimulatedShot,
    seconds: int = 720,
    memo: str = "Plate index rebuild",
    active: int = 9,
    work_view: dict[str, str] | None = None,
    commits: Sequence[dict[str, str]] = (),
    events: Sequence[dict[str, object]] = (),
) -> None:
    """Send a block with what its screenshots are announced as; their bytes are not sent."""
    minutes = [
        {
            "minute": minute,
            "active": min(40, seconds - 60 * minute) if minute < active else 0,
            "keys": 80,
            "clicks": None,
        }
        for minute in range(-(-seconds // 60))
    ]
    segment = tracker.segment(
        str(job.uuid),
        block,
        seconds=seconds,
        memo=memo,
        minutes=minutes,
        work_view=work_view or ON,
        shots=[shot.announced for shot in shots],
        commits=list(commits),
        events=list(events),
    )
    assert tracker.sends(segment).status == 200


def track_kept(tracker: SimulatedTracker, job: Job, block: datetime, **fields: int) -> Shot:
    """A block with its screenshot, which arrived and was read."""
    shot = tracker.shoots_when_due(str(job.uuid), block, screen(block.minute // 12), **fields)
    track(tracker, job, block, shot)
    assert tracker.uploads(shot).status == 200
    row = Shot.objects.get(commitment=shot.announced["commitment"])
    make_thumbnail(str(row.pk), clock.now())
    row.refresh_from_db()
    return row


def every_state(tracker: SimulatedTracker, job: Job, first: datetime, freelancer: Person) -> None:
    """Blocks from `first` on, with a screenshot in each state, and without one for each reason."""
    for place in range(5):
        track_kept(tracker, job, first + place * BLOCK)
    track_kept(tracker, job, first + 5 * BLOCK, redactions=2)
    delete_shot(Actor(freelancer.pk), track_kept(tracker, job, first + 6 * BLOCK))
    picture = webp((640, 400), quality=90)
    pictures = [picture[:40] + bytes(len(picture) - 40), screen(1)]
    for place, content in enumerate(pictures, start=7):
        shot = tracker.shoots_when_due(str(job.uuid), first + place * BLOCK, content)
        track(tracker, job, first + place * BLOCK, shot)
        if place == 7:
            tracker.uploads(shot)
    track(tracker, job, first + 9 * BLOCK, work_view={"state": "off", "reason": "Switched off by hand."})
    track(tracker, job, first + 10 * BLOCK, work_view=NO_PERMISSION, memo="Call with the archive team")
    track(tracker, job, first + 11 * BLOCK, active=0)
    track(tracker, job, first + 12 * BLOCK, seconds=20)
