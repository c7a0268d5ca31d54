"""What happens next on a job, and by when, as one of its sides reads it (DESIGN, 1, promise 8)."""

from datetime import datetime

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from handsel.look.figures import money_data
from handsel.look.heads import Next
from handsel.look.moments import day_time, when_time
from handsel.web.standings import Standing
from handsel.work.jobs.stages import JobStage, Side
from handsel.work.milestones.deadlines import release_is_due
from handsel.work.milestones.models import Milestone
from handsel.work.milestones.stages import Stage


def next_of(standing: Standing) -> Next | None:
    """The soonest thing that happens on a job, or what it waits for."""
    if standing.job.is_closed:
        return _closed(standing)
    if standing.is_unbound:
        return _lapse(standing)
    found = [ending_next(standing), _release(standing)]
    if standing.side is Side.FREELANCER or not any(found):
        found.append(_report(standing))
    timed = sorted((each for each in found if each is not None and each.until), key=_when)
    if timed:
        return timed[0]
    return _untimed(standing)


def milestone_next(standing: Standing, row: Milestone) -> Next:
    """What happens next with one milestone."""
    if row.is_closed:
        return _milestone_closed(row)
    if row.stage == Stage.DELIVERED:
        return release_next(standing, row)
    if row.delivered_at is not None:
        words = _("Delivered. The clock starts when the rest is funded")
        return Next(words, tone="warn", icon="wait")
    if row.to_fund:
        words = (
            _("Work on it is unprotected until {name} funds it")
            if standing.side is Side.FREELANCER
            else _("Work on it is unprotected until you fund it")
        )
        return Next(words.format(name=standing.other_name), icon="bare")
    return _report_or_due(standing, row)


def release_next(standing: Standing, row: Milestone) -> Next:
    """When a delivered milestone is released unanswered, to whom, and how much."""
    if row.release_at is None:
        words = _("{amount} waits for {name}’s answer; it never releases by itself")
        name = standing.job.name_of(Side.CLIENT)
        return Next(_html(words, amount=money_data(row.held), name=name), tone="busy", icon="wait")
    if release_is_due(row, standing.now):
        words = _("{amount} for milestone {n} is being released: the time to answer is over")
    elif standing.side is Side.FREELANCER:
        words = _("{amount} for milestone {n} releases to you {when} unless {name} asks for changes")
    else:
        words = _("{amount} for milestone {n} releases {when} unless you ask for changes")
    said = _html(
        words,
        amount=money_data(row.held),
        n=row.position,
        when=when_time(row.release_at),
        name=standing.other_name,
    )
    return Next(said, tone="busy", until=row.release_at, since=row.clock_started_at)


def ending_next(standing: Standing) -> Next | None:
    """When what is held and not delivered returns, on a job that the client ended."""
    job = standing.job
    if job.ending_at is None:
        return None
    if standing.side is Side.FREELANCER:
        words = _("What is held and not delivered returns to {name} {when} unless you deliver or object")
    else:
        words = _("What is held and not delivered returns to you {when} unless {name} delivers or objects")
    return Next(
        _html(words, when=when_time(job.ending_at), name=standing.other_name),
        tone="warn",
        until=job.ending_at,
    )


def _report_or_due(standing: Standing, row: Milestone) -> Next:
    if row.is_sent_back:
        return _changes_next(standing, row)
    week = standing.report_week
    if week is not None:
        ends = standing.calendar.week_ends(week)
        return Next(_html(_("Report due {when}, then marked late"), when=when_time(ends)), icon="half")
    if standing.side is Side.FREELANCER:
        words = _("Due {day}. 100% in a report delivers it")
    else:
        words = _("Due {day}. Nothing releases by itself before {name} delivers")
    return Next(_html(words, day=day_time(row.due), name=standing.other_name), icon="half")


def _changes_next(standing: Standing, row: Milestone) -> Next:
    """What becomes of a delivery that went back for changes."""
    if standing.side is Side.FREELANCER:
        words = _("{name} asked for changes. The clock stands still until you deliver again, due {day}")
    else:
        words = _("You asked for changes. The clock stands still until {name} delivers again, due {day}")
    return Next(_html(words, day=day_time(row.due), name=standing.other_name), tone="warn", icon="wait")


def _milestone_closed(row: Milestone) -> Next:
    at = when_time(row.closed_at) if row.closed_at else ""
    words = {
        Stage.RELEASED: _("Paid {when}. Nothing left to do."),
        Stage.SETTLED: _("Shared out {when}. Nothing left to do."),
        Stage.REFUNDED: _("Returned to the client {when}. Nothing left to do."),
    }.get(Stage(row.stage), _("Dropped {when}. Nothing left to do."))
    return Next(_html(words, when=at), icon="check")


def _closed(standing: Standing) -> Next:
    words = {
        JobStage.COMPLETE: _("Complete since {when}. Nothing left to do."),
        JobStage.CANCELLED: _("Cancelled {when}. Nothing left to do."),
        JobStage.DECLINED: _("Declined {when}. Nothing was agreed, and no money moved."),
        JobStage.LAPSED: _("Lapsed {when}. Nothing was agreed, and no money moved."),
    }[JobStage(standing.job.stage)]
    at = standing.job.closed_at
    return Next(_html(words, when=when_time(at) if at else ""), icon="check")


def _lapse(standing: Standing) -> Next:
    mine = standing.proposal is not None and standing.proposal.side == standing.side
    words = (
        _("The award lapses {when} unless {name} answers")
        if mine
        else _("The award lapses {when} unless you answer")
    )
    lapses = standing.job.lapses_at or standing.now
    return Next(
        _html(words, when=when_time(lapses), name=standing.other_name),
        tone="" if mine else "warn",
        until=lapses,
        since=standing.proposal.proposed_at if standing.proposal else standing.job.awarded_at,
    )


def _release(standing: Standing) -> Next | None:
    rows = standing.delivered
    return release_next(standing, rows[0]) if rows else None


def _report(standing: Standing) -> Next | None:
    week = standing.report_week
    if week is None or standing.job.ended_by:
        return None
    ends = standing.calendar.week_ends(week)
    if standing.side is Side.FREELANCER:
        words = _("Your status report is due {when}, then the week is marked late on the record")
    else:
        words = _("{name}’s status report is due {when}, then the week is marked late on the record")
    return Next(_html(words, when=when_time(ends), name=standing.other_name), until=ends)


def _untimed(standing: Standing) -> Next | None:
    row = standing.next_to_fund
    if row is not None:
        return milestone_next(standing, row)
    if standing.job.objected_at is not None:
        words = _("What is held stays until you both agree on a split, or an operator settles it")
        return Next(words, tone="warn", icon="wait")
    rows = standing.open_milestones
    return milestone_next(standing, rows[0]) if rows else None


def _when(told: Next) -> datetime:
    assert told.until is not None
    return told.until


def _html(words: str, **parts: object) -> SafeString:
    return format_html(words, **parts)
