"""For the freelancer, what the next block of the week that runs needs to be protected."""

from handsel.web.hours.week_view import WeekView
from handsel.work.hours.lifecycle import WeekStage
from handsel.work.hours.next_block import NextBlock, next_block
from handsel.work.jobs.lifecycle import JobStage


def next_block_of(week_view: WeekView) -> NextBlock | None:
    """How the next block stands; None for the client, and for another week than the one that runs."""
    row, job_view = week_view.row, week_view.job_view
    if not (week_view.changes and row.starts_at <= job_view.now < row.ends_at):
        return None
    return next_block(
        is_paused=job_view.job.stage == JobStage.PAUSED,
        is_funded=row.stage == WeekStage.FUNDED,
        left_seconds=row.limit_seconds - week_view.seconds,
        work_view=week_view.work_view,
    )
