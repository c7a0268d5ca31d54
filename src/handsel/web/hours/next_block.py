"""For the freelancer, what the next block of the week that runs needs to be protected."""

from handsel.web.hours.week_view import WeekView
from handsel.work.hours.hourly_terms import WorkView
from handsel.work.hours.lifecycle import WeekStage
from handsel.work.hours.next_block import NextBlock, next_block
from handsel.work.jobs.lifecycle import JobStage


def next_block_of(week_view: WeekView) -> NextBlock | None:
    """How the next block stands; None for the client, and for another week than the one that runs."""
    row, job_view = week_view.row, week_view.job_view
    runs = row.starts_at <= job_view.now < row.ends_at and not row.supplement
    if not (week_view.changes and runs):
        return None
    return next_block(
        is_paused=job_view.job.stage == JobStage.PAUSED,
        is_funded=row.stage == WeekStage.FUNDED,
        left_seconds=week_view.limit_seconds - week_view.seconds,
        work_view=WorkView(row.work_view),
    )
