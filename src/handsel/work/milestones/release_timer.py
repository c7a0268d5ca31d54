"""Starting and stopping the release timer of a milestone, with its task and reminders."""

from handsel.tasks.models import cancel_each, schedule_each
from handsel.work.jobs.acts import JobContext
from handsel.work.milestones import schedule
from handsel.work.milestones.lifecycle import Stage
from handsel.work.milestones.models import Milestone

RELEASE = "milestone.release"
RELEASE_REMINDER = "milestone.remind"


def start_or_stop(context: JobContext, milestone: Milestone) -> None:
    """Run the timer exactly while the milestone is delivered, funded in full, and not all of it disputed.

    Terms that add or remove release days restart it: from now, or waiting for the client alone.
    """
    timed, runs = milestone.release_at is not None, milestone.stage == Stage.DELIVERED and milestone.free
    if not runs or timed != (context.job.auto_release_days is not None):
        stop(context, milestone)
    if runs and milestone.clock_started_at is None:
        _start(context, milestone)


def stop_if_frozen(context: JobContext, milestone: Milestone) -> None:
    """Stop the timer of a milestone of which all that is held is disputed."""
    if milestone.frozen and not milestone.free:
        stop(context, milestone)


def stop(context: JobContext, milestone: Milestone) -> None:
    """Stop the timer, if it runs, and keep the days that were left for a new delivery."""
    if milestone.clock_started_at is None:
        return
    if milestone.release_at is not None:
        milestone.days_left = schedule.days_left(context.at, milestone.release_at, context.calendar)
    milestone.clock_started_at = milestone.release_at = None
    reminders = [(RELEASE_REMINDER, f"{milestone.pk}:{days}") for days in schedule.REMINDER_DAYS]
    cancel_each([(RELEASE, milestone.pk), *reminders])


def _start(context: JobContext, milestone: Milestone) -> None:
    milestone.clock_started_at = context.at
    days = context.job.auto_release_days
    if days is None:
        return
    if milestone.days_left is not None:
        days = max(milestone.days_left, schedule.REDELIVERY_DAYS_MIN)
    milestone.release_at = context.deadline(days)
    times = schedule.reminders(context.at, milestone.release_at)
    reminders = [(RELEASE_REMINDER, f"{milestone.pk}:{days_before}", at) for days_before, at in times]
    schedule_each([(RELEASE, milestone.pk, milestone.release_at), *reminders])
