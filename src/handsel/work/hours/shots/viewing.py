"""Logging who looks at a screenshot at its full size (rules: hourly time 4)."""

from datetime import datetime

from handsel.people.models import Person
from handsel.work.hours.models import Shot, ShotView
from handsel.work.jobs.lifecycle import Side
from handsel.work.jobs.models import OutsideArbiter


def log_view(shot: Shot, viewer: Person | OutsideArbiter, at: datetime) -> None:
    """Note that somebody looks at a screenshot, once a minute at most; its freelancer needs no log."""
    if shot.job.side_of(viewer.pk) is Side.FREELANCER:
        return
    who = {"arbiter": viewer} if isinstance(viewer, OutsideArbiter) else {"person": viewer}
    row = ShotView(shot=shot, **who, at=at.replace(second=0, microsecond=0))
    ShotView.objects.bulk_create([row], ignore_conflicts=True)
