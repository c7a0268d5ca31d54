"""An hourly job as its pages show it: the price in words, the state of a week, and what comes next."""

from dataclasses import replace
from datetime import datetime

from django.utils.html import format_html
from django.utils.translation import gettext as _

from handsel.kernel.money import Money
from handsel.ui.badges import Badge
from handsel.ui.datetime_format import when_time
from handsel.ui.job_header import NextStep
from handsel.ui.money_format import money_data
from handsel.web.jobs.block_next import blocks_next
from handsel.web.jobs.job_view import JobView
from handsel.web.jobs.pauses import days_short, short_next
from handsel.web.jobs.refunded_payments import after_payment, is_all_refunded, refunded_state
from handsel.web.jobs.reopening_next import delayed_next, reopening_next
from handsel.web.jobs.review_ends import review_ends
from handsel.work.hours.lifecycle import SHEET_LABELS, TO_WORK, WEEK_LABELS, SheetStage, WeekStage
from handsel.work.hours.models import JobWeek
from handsel.work.jobs.lifecycle import Side
from handsel.work.terms.price_text import price_text

SIGNS: dict[WeekStage, tuple[str, str]] = {
    WeekStage.PLANNED: ("mute", "open"),
    WeekStage.SHORT: ("warn", "half"),
    WeekStage.FUNDED: ("good", "funded"),
    WeekStage.SETTLING: ("busy", "eye"),
    WeekStage.CLOSED: ("good", "check"),
    WeekStage.DROPPED: ("mute", "cross"),
}
"""The tone and the icon of each stage of a week."""

SHEET_SIGNS: dict[SheetStage, tuple[str, str]] = {
    SheetStage.OPEN: ("mute", "open"),
    SheetStage.HELD: ("warn", "half"),
    SheetStage.NOTHING: ("mute", "cross"),
    SheetStage.SUBMITTED: ("busy", "eye"),
    SheetStage.REOPENED: ("warn", "half"),
    SheetStage.DUE: ("busy", "clock"),
    SheetStage.SHORT: ("warn", "lock"),
    SheetStage.PAID: ("good", "paid"),
}
"""The tone and the icon of each stage of a timesheet."""


def price_words(job_view: JobView) -> str:
    """The rate and the limit of an hourly job; empty for another, or before there are terms."""
    terms = job_view.terms
    return price_text(terms) if terms is not None and terms.hourly else ""


def week_state(row: JobWeek) -> Badge:
    """The state of a week: that of its timesheet, once there is one."""
    sheet = getattr(row, "sheet", None)
    if sheet is None:
        stage = WeekStage(row.stage)
        return Badge(*SIGNS[stage], _(WEEK_LABELS[stage]))
    return refunded_state(row) or _sheet_badge(SheetStage(sheet.stage))


def sheet_state(row: JobWeek) -> Badge:
    """The state of a week's timesheet; before there is one, that it is held back, or that of the week."""
    if getattr(row, "sheet", None) is None and row.held_at is not None:
        return _sheet_badge(SheetStage.HELD)
    return week_state(row)


def _sheet_badge(stage: SheetStage) -> Badge:
    return Badge(*SHEET_SIGNS[stage], _(SHEET_LABELS[stage]))


def week_to_fund(job_view: JobView) -> JobWeek | None:
    """The first week that still needs money and is not over.

    Nobody is asked while the job is paused, or if a removal ends it soon.
    """
    is_asked = job_view.is_live and job_view.pause is None and job_view.removal_at is None
    rows = job_view.weeks if is_asked else ()
    return next((row for row in rows if row.to_fund and row.ends_at > job_view.now), None)


def week_in_review(job_view: JobView) -> JobWeek | None:
    """The week whose timesheet is short of money, or else is paid soonest; none if none waits.

    One that only waits for its blocks comes last: a dispute may last for weeks.
    """
    rows = [row for row in job_view.weeks if row.stage == WeekStage.SETTLING]
    return min(rows, key=_soonest_first, default=None)


def _soonest_first(row: JobWeek) -> tuple[bool, datetime]:
    return row.sheet.waits_for_blocks, row.sheet.review_ends_at or row.sheet.submitted_at


def reopened_week(job_view: JobView) -> JobWeek | None:
    """The week whose reopened timesheet is submitted again soonest; none if there is none."""
    rows = [row for row in job_view.weeks if row.is_reopened]
    return min(rows, key=lambda row: row.submits_at or row.ends_at, default=None)


def current_week(job_view: JobView) -> JobWeek | None:
    """The week that it is, or else the next one that is planned."""
    return next((row for row in job_view.weeks if row.ends_at > job_view.now), None)


def week_next(job_view: JobView, row: JobWeek) -> NextStep:
    """The next step of one week, as one side reads it."""
    return replace(_week_next(job_view, row), about=f"week-{row.pk}")


def _week_next(job_view: JobView, row: JobWeek) -> NextStep:
    if row.stage == WeekStage.SETTLING:
        return reopening_next(job_view, row) or _review_next(job_view, row)
    delayed = delayed_next(job_view, row)
    if delayed is not None:
        return delayed
    if row.stage not in TO_WORK:
        return _week_closed(row)
    if row.raised_limit is not None:
        words = _("The higher limit starts once {amount} more is in escrow")
        return NextStep(format_html(words, amount=money_data(row.to_fund)), tone="warn", icon="lock")
    if not row.to_fund:
        words = _("Hours up to the limit are paid from escrow")
        return NextStep(words, icon="wait")
    if row.ends_at <= job_view.now:
        return NextStep(_("Ended without funding"), icon="bare")
    if job_view.side is Side.CLIENT:
        return NextStep(_("No money in escrow until you fund it"), tone="warn", icon="lock")
    return NextStep(
        _("No money in escrow until {name} funds it").format(name=job_view.other_name), icon="bare"
    )


def _review_next(job_view: JobView, row: JobWeek) -> NextStep:
    """When a timesheet in review is paid by itself, what it is short of, or what becomes of its blocks."""
    sheet, currency = row.sheet, row.job.currency
    blocks = blocks_next(job_view, sheet)
    if blocks is not None and (blocks.tone == "warn" or (sheet.review_ends_at is None and not sheet.missing)):
        return blocks
    if sheet.review_ends_at is None:
        return short_next(Money(sheet.missing, currency), days_short(job_view))
    return review_ends(job_view, row)


def review_next(job_view: JobView, row: JobWeek) -> NextStep:
    """When a timesheet in review is paid, whatever waits with its blocks; else the next step of its week."""
    if row.stage != WeekStage.SETTLING or row.sheet.review_ends_at is None:
        return week_next(job_view, row)
    return replace(review_ends(job_view, row), about=f"week-{row.pk}")


def _week_closed(row: JobWeek) -> NextStep:
    """What was paid for a week that is closed, and what of it was refunded."""
    if not row.released or row.closed_at is None:
        return NextStep(_("Nothing left to do"), icon="check")
    words, at = _("{amount} paid {when}. {rest}"), when_time(row.closed_at)
    text = format_html(words, amount=money_data(row.released), when=at, rest=after_payment(row))
    return NextStep(text, icon="return" if is_all_refunded(row) else "check")
