"""The pulse of workers: each lane writes now and then that it runs, so that a silence can be seen."""

from datetime import datetime, timedelta

from handsel.tasks.models import LanePulse
from handsel.tasks.worker import Lane

BEAT_SECONDS = 20
SILENT_AFTER = timedelta(minutes=2)
"""How long after its last beat the lane of quick tasks is silent; others may be at one task for long."""


def beat(lane: Lane, at: datetime) -> None:
    """Write that a worker of a lane runs."""
    LanePulse.objects.bulk_create(
        [LanePulse(lane=lane.name, at=at)],
        update_conflicts=True,
        unique_fields=["lane"],
        update_fields=["at"],
    )


def last_beats() -> dict[Lane, datetime]:
    """When a worker of each lane was last seen to run; a lane of which none ever ran is not in it."""
    return {Lane[name]: at for name, at in LanePulse.objects.values_list("lane", "at")}


def is_silent(beats: dict[Lane, datetime], now: datetime) -> bool:
    """Whether no worker runs quick tasks."""
    last = beats.get(Lane.PROMPT)
    return last is None or last < now - SILENT_AFTER
