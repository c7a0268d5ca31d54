"""The timer on the page: what runs now. Its time enters the record every hour and when it stops."""

from typing import Any

from django.db import models

from handsel.people.models import Party
from handsel.work.hours.timer_state import TimerTimes
from handsel.work.jobs.models import BelongsToJobQuerySet, Job


class PageTimer(models.Model):
    """A timer that a freelancer started on a page; each has one at most."""

    id: Any = models.BigAutoField(primary_key=True)
    freelancer = models.OneToOneField(Party, on_delete=models.PROTECT, related_name="timer")
    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="timers")
    ref = models.UUIDField(unique=True)
    memo = models.CharField(max_length=400)
    started_at = models.DateTimeField()
    recorded_to = models.DateTimeField()
    seen_at = models.DateTimeField()
    stops_at = models.DateTimeField(null=True)

    objects = BelongsToJobQuerySet.as_manager()

    def __str__(self) -> str:
        return f"timer {self.ref}"

    @property
    def times(self) -> TimerTimes:
        """Its instants."""
        return TimerTimes(self.recorded_to, self.seen_at, self.stops_at)
