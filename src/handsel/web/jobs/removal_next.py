"""When the removal of a side from the site ends a job, and the step that comes before it."""

from django.utils.html import format_html
from django.utils.translation import gettext as _

from handsel.ui.datetime_format import when_time
from handsel.ui.job_header import NextStep
from handsel.web.jobs.job_view import JobView
from handsel.web.jobs.milestone_next import until_of


def removal_next(job_view: JobView) -> NextStep | None:
    """When a removal ends the job; None if none is ahead."""
    if job_view.removal_at is None:
        return None
    words = _("This job ends {when}, since one of you is to be removed from this site")
    text = format_html(words, when=when_time(job_view.removal_at))
    return NextStep(text, icon="clock", until=job_view.removal_at)


def before_removal(job_view: JobView, step: NextStep | None) -> NextStep | None:
    """A step that comes before a removal ends the job, or is about a week and waits now; else that end."""
    removal = removal_next(job_view)
    if step is None or removal is None:
        return removal or step
    if step.until is None:
        return step if step.about else removal
    return min(step, removal, key=until_of)
