"""Starting and stopping the clock of a milestone, with its duty and its reminders."""

from handsel.due.models import cancel_each, schedule_each
from handsel.work.jobs.acts import JobDeed
from handsel.work.milestones import clocks
from handsel.work.milestones.models import Milestone
from handsel.work.milestones.stages import Stage

RELEASE = "milestone.release"
RELEASE_REMINDER = "milestone.remind"


def start_or_stop(deed: JobDeed, milestone: Milestone) -> None:
    """Let the clock run exactly while the milestone is delivered and funded in full.

    Terms that come to name days, or never, start it anew: from now on, or waiting for the client alone.
    """
    timed = milestone.release_at is not None
    if milestone.stage != Stage.DELIVERED or timed != (deed.job.auto_release_days is not None):
        stop(deed, milestone)
    if milestone.stage == Stage.DELIVERED and milestone.clock_started_at is None:
        _start(deed, milestone)


def stop(deed: JobDeed, milestone: Milestone) -> None:
    """Stop the clock, if it runs, and keep what was left of it for a new delivery."""
    if milestone.clock_started_at is None:
        return
    if milestone.release_at is not None:
        milestone.days_left = clocks.days_left(deed.at, milestone.release_at, deed.calendar)
    milestone.clock_started_at = milestone.release_at = None
    reminders = [(RELEASE_REMINDER, f"{milestone.pk}:{days}") for days in clocks.REMINDER_DAYS]
    cancel_each([(RELEASE, milestone.pk), *reminders])


def _start(deed: JobDeed, milestone: Milestone) -> None:
    milestone.clock_started_at = deed.at
    days = deed.job.auto_release_days
    if days is None:
        return
    if milestone.days_left is not None:
        days = max(milestone.days_left, clocks.REDELIVERY_DAYS_MIN)
    milestone.release_at = clocks.releases_at(deed.at, days=days, calendar=deed.calendar)
    times = clocks.reminders(deed.at, milestone.release_at)
    reminders = [(RELEASE_REMINDER, f"{milestone.pk}:{days_before}", at) for days_before, at in times]
    schedule_each([(RELEASE, milestone.pk, milestone.release_at), *reminders])
