"""What ending an hourly job does to each of its weeks: what is paid, what returns, and when."""

from collections import defaultdict
from datetime import datetime

from django.utils.html import format_html
from django.utils.translation import gettext as _

from handsel.kernel.money import Money
from handsel.ui.datetime_format import when_time
from handsel.ui.money_format import money_data
from handsel.web.jobs.job_view import JobView
from handsel.web.jobs.weeks import week_next
from handsel.work.hours.entries.time import duration_text
from handsel.work.hours.lifecycle import TO_WORK, WeekStage
from handsel.work.hours.models import JobWeek, TimeSpan
from handsel.work.hours.pay import paid_time, pay_from, sheet_amounts
from handsel.work.hours.review import review_ends
from handsel.work.jobs.lifecycle import Side


def week_outcomes(job_view: JobView) -> list[tuple[str, Money, str]]:
    """The weeks that are not closed: their name, what is in escrow, and what ending does. One query."""
    rows = [row for row in job_view.weeks if row.stage in TO_WORK or row.stage == WeekStage.SETTLING]
    seconds: dict[int, int] = defaultdict(int)
    for span in TimeSpan.objects.filter(week__in=rows):
        seconds[span.week_id] += span.span.seconds
    return [(_name(row), row.held, _outcome(job_view, row, seconds[row.pk])) for row in rows]


def _name(row: JobWeek) -> str:
    return _("Week of {day}").format(day=row.text)


def _outcome(job_view: JobView, row: JobWeek, seconds: int) -> str:
    if row.stage == WeekStage.SETTLING:
        return _in_review(job_view, row)
    if row.starts_at > job_view.now:
        return _not_begun(job_view, row)
    return _running(job_view, row, seconds)


def _not_begun(job_view: JobView, row: JobWeek) -> str:
    if not row.held:
        return _("Removed: nothing is in escrow for it.")
    if job_view.side is Side.CLIENT:
        words = _("Removed: {amount} returns to your wallet at once.")
    else:
        words = _("Removed: {amount} returns to {name} at once.")
    return format_html(words, amount=money_data(row.held), name=job_view.other_name)


def _in_review(job_view: JobView, row: JobWeek) -> str:
    """A timesheet that was submitted runs its course, and what is left returns with its payment."""
    back = row.held.minor - row.sheet.rest.whole - row.sheet.frozen
    step = week_next(job_view, row).words
    if back <= 0:
        return format_html("{}.", step)
    words = _("{step}. The other {amount} then returns to the client.")
    return format_html(words, step=step, amount=money_data(Money(back, row.job.currency)))


def _running(job_view: JobView, row: JobWeek, seconds: int) -> str:
    """A week that has begun is paid for its time, after its timesheet and the review."""
    submits, currency = row.submits_at or row.ends_at, row.job.currency
    time = paid_time(protected=0, unprotected=seconds, limit=row.limit_seconds)
    cost = sheet_amounts(time, row.rate)
    paid = pay_from(cost, held=row.held.minor).paid.whole
    return format_html(
        _running_words(seconds, is_held=bool(row.held), is_short=paid < cost.whole),
        length=duration_text(time.seconds),
        cost=money_data(Money(cost.whole, currency)),
        paid=money_data(Money(paid, currency)),
        rest=money_data(Money(row.held.minor - paid, currency)),
        submits=when_time(submits),
        pays=when_time(_pays_at(job_view, submits)),
    )


def _running_words(seconds: int, *, is_held: bool, is_short: bool) -> str:
    if not seconds and not is_held:
        return _("No time so far, and nothing in escrow. Its timesheet is submitted {submits}.")
    if not seconds:
        return _("No time so far. Its timesheet is submitted {submits}; without time, {rest} then returns.")
    if is_short:
        return _(
            "{length} so far, {cost}; {paid} of it is in escrow. Its timesheet is submitted {submits} "
            "and paid {pays} at the latest. The client is then asked for what is missing."
        )
    return _(
        "{length} so far, {cost}. Its timesheet is submitted {submits} and paid {pays} at the latest. "
        "What is left, {rest} so far, then returns to the client."
    )


def _pays_at(job_view: JobView, submitted: datetime) -> datetime:
    """When a timesheet submitted at a time is paid unanswered."""
    days, calendar = job_view.job.policy.rules.review_days, job_view.job.business_calendar(job_view.calendar)
    return review_ends(submitted, days=days, calendar=calendar)
