"""Reminders that a person may turn off: input without a timer, a timer that runs long, a week nearly full."""

from dataclasses import dataclass

from handsel_tracker.daemon.notices import Notices
from handsel_tracker.daemon.settings import Settings
from handsel_tracker.daemon.timekeeper import TimeKeeper

UNTIMED_SECONDS = 5 * 60
"""How long there is input without a timer before one is reminded of it."""
AGAIN_SECONDS = 3600
STILL_WORKING_SECONDS = 4 * 3600
NEARLY_FULL = 0.1
"""The part of the week's limit that is left as one is warned."""


@dataclass
class Reminders:
    """What one was reminded of, and since when there is input without a timer."""

    input_seconds: int = 0
    untimed_s: int = 0
    working_s: int = 0
    warned: str = ""

    def look(
        self, keeper: TimeKeeper, settings: Settings, notices: Notices, *, left: int | None, limit: int | None
    ) -> None:
        """Remind of what is due now."""
        now = keeper.now_s
        if keeper.job is None:
            self._untimed(keeper, settings, notices, now)
            return
        self.input_seconds = 0
        notices.resolve("untimed")
        since = max(keeper.since_s, self.working_s)
        if settings.remind_still_working and now - since >= STILL_WORKING_SECONDS:
            self.working_s = now
            notices.add("still working", keeper.job, at=keeper.since_s)
        week = f"{keeper.job} {keeper.week.starts_s if keeper.week else 0}"
        nearly = left is not None and limit is not None and left <= NEARLY_FULL * limit
        if settings.remind_week and nearly and self.warned != week:
            self.warned = week
            notices.add("week nearly full", keeper.job, at=left)

    def _untimed(self, keeper: TimeKeeper, settings: Settings, notices: Notices, now: int) -> None:
        self.input_seconds += keeper.activity.active
        if keeper.watch.idle_from(now) is not None:
            self.input_seconds = 0
        is_due = self.input_seconds >= UNTIMED_SECONDS and now - self.untimed_s >= AGAIN_SECONDS
        if settings.remind_untimed and is_due:
            self.untimed_s, self.input_seconds = now, 0
            notices.add("untimed", at=now)
