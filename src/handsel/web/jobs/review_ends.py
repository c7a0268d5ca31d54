"""What the end of a review brings, as one side of the job reads it."""

from django.utils.html import format_html
from django.utils.translation import gettext as _

from handsel.kernel.money import Money
from handsel.ui.datetime_format import when_time
from handsel.ui.job_header import NextStep
from handsel.ui.money_format import money_data
from handsel.web.jobs.job_view import JobView
from handsel.work.hours.entries.time import duration_text
from handsel.work.hours.models import JobWeek
from handsel.work.jobs.lifecycle import Side


def review_ends(job_view: JobView, row: JobWeek) -> NextStep:
    """What is paid at the end of a review, or that it is not in escrow."""
    sheet, is_client = row.sheet, job_view.side is Side.CLIENT
    assert sheet.review_ends_at is not None
    whole = Money(sheet.rest.whole, row.job.currency)
    if whole.minor > row.held.minor:
        words = _("{amount} for {time} is due {when}, and {lacking} of it is not in escrow")
    elif is_client:
        words = _("{amount} for {time} is paid {when}, or as soon as you approve")
    else:
        words = _("{amount} for {time} is paid {when}, or as soon as {name} approves")
    text = format_html(
        words,
        name=job_view.other_name,
        amount=money_data(whole),
        lacking=money_data(whole - row.held),
        time=duration_text(sheet.rest_seconds),
        when=when_time(sheet.review_ends_at),
    )
    return NextStep(text, tone="busy", until=sheet.review_ends_at, since=sheet.submitted_at)
