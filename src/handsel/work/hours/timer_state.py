"""Until when a timer on the page counts, and whether it still runs (rules: hourly time 6)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

BEAT = timedelta(minutes=1)
"""How often the page says that it is still open."""
LOST_AFTER = timedelta(minutes=10)
"""A timer without a sign of life for so long was stopped at the last one."""
RECORDS_EVERY = timedelta(hours=1)
"""What runs enters the record at least this often."""


class TimerState(StrEnum):
    """What became of a timer when its time was recorded."""

    RUNS = "runs"
    STOPPED = "stopped"
    LOST = "lost"


@dataclass(frozen=True)
class TimerTimes:
    """The instants of a timer: what is recorded already, its last sign of life, and where it has to stop."""

    recorded_to: datetime
    seen_at: datetime
    stops_at: datetime | None = None

    def is_lost(self, at: datetime) -> bool:
        """Whether there was no sign of life for too long."""
        return at - self.seen_at >= LOST_AFTER

    def counted(self, at: datetime, *, pressed: bool) -> tuple[datetime, TimerState]:
        """Until when it counts at an instant, and what becomes of it; pressing Stop is a sign of life."""
        if self.is_lost(at):
            end, state = self.seen_at, TimerState.LOST
        elif pressed:
            end, state = at, TimerState.STOPPED
        else:
            end, state = self.seen_at, TimerState.RUNS
        if self.stops_at is not None and self.stops_at <= at:
            is_last = state is not TimerState.LOST or self.stops_at <= self.seen_at
            end, state = (self.stops_at, TimerState.STOPPED) if is_last else (end, state)
        return max(end.replace(microsecond=0), self.recorded_to), state

    @property
    def next_check(self) -> datetime:
        """When it is to be looked at again."""
        checks = [self.seen_at + LOST_AFTER, self.recorded_to + RECORDS_EVERY]
        return min([*checks, self.stops_at] if self.stops_at else checks)
