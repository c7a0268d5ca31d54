"""For the freelancer, what the next block of the week that runs needs to be protected."""

from handsel.web.hours.week_view import WeekView
from handsel.web.jobs.job_view import JobView
from handsel.work.hours.hourly_terms import WorkView
from handsel.work.hours.lifecycle import TO_WORK, WeekStage
from handsel.work.hours.models import JobWeek
from handsel.work.hours.next_block import NextBlock, next_block
from handsel.work.hours.worked import worked_seconds
from handsel.work.jobs.lifecycle import JobStage, Side


def next_block_of(week_view: WeekView) -> NextBlock | None:
    """How the next block stands; None for the client, and for another week than the one that runs."""
    row, job_view = week_view.row, week_view.job_view
    runs = row.starts_at <= job_view.now < row.ends_at and not row.supplement
    if not (week_view.changes and runs):
        return None
    return _next_block(job_view, row, week_view.limit_seconds - week_view.seconds)


def next_block_now(job_view: JobView) -> NextBlock | None:
    """The same without a week on the page: of the one that runs now."""
    runs = (
        row
        for row in job_view.weeks
        if not row.supplement and row.starts_at <= job_view.now < row.ends_at and row.stage in TO_WORK
    )
    row = next(runs, None)
    if row is None or job_view.side is not Side.FREELANCER or not job_view.is_live:
        return None
    return _next_block(job_view, row, row.limit_seconds - worked_seconds([row.pk]).get(row.pk, 0))


def _next_block(job_view: JobView, row: JobWeek, left_seconds: int) -> NextBlock:
    return next_block(
        is_paused=job_view.job.stage == JobStage.PAUSED,
        is_funded=row.stage == WeekStage.FUNDED,
        left_seconds=left_seconds,
        work_view=WorkView(row.work_view),
    )
