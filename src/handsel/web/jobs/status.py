"""The states of jobs and milestones: one icon and one word for each, everywhere."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from handsel.kernel.money import Money
from handsel.ui.badges import Badge
from handsel.ui.money_format import money_text
from handsel.web.jobs.dispute_next import IN_DISPUTE
from handsel.web.jobs.exit_next import exit_to_answer
from handsel.web.jobs.job_view import JobView
from handsel.web.jobs.pauses import paused_word
from handsel.web.jobs.refunded_payments import is_all_refunded, refunded_state
from handsel.web.jobs.weeks import current_week, week_state
from handsel.work.jobs.lifecycle import LABELS as STAGE_WORDS
from handsel.work.jobs.lifecycle import JobStage
from handsel.work.milestones.lifecycle import LABELS, Stage
from handsel.work.milestones.models import Milestone


@dataclass(frozen=True)
class ProgressSegment:
    """A milestone in the progress bar: as wide as its amount, and how much is filled, in percent."""

    tone: str
    width: int
    done: int
    words: str


UNPAID_FILL_MAX = 85
"""How far a milestone that is not paid fills its segment at most, in percent: only paid looks full."""

SIGNS: dict[JobStage, tuple[str, str]] = {
    JobStage.COMPLETE: ("good", "paid"),
    JobStage.CANCELLED: ("mute", "cross"),
    JobStage.DECLINED: ("mute", "cross"),
    JobStage.LAPSED: ("mute", "clock"),
    JobStage.PAUSED: ("warn", "wait"),
}
"""The tone and the icon of each job stage that looks the same for both sides."""


def milestone_state(row: Milestone) -> Badge:
    """The state of a milestone; what is disputed, returns with an ended job or was refunded says so."""
    return Badge(*IN_DISPUTE, _("In dispute")) if row.frozen and not row.free else _own_state(row)


def _own_state(row: Milestone) -> Badge:
    if row.job.ending_at is not None and row.free and row.delivered_at is None:
        return Badge("warn", "return", _("Refund pending"))
    if row.stage in (Stage.PLANNED, Stage.PART_FUNDED, Stage.FUNDED):
        return _open_state(row)
    refunded = refunded_state(row)
    if refunded is not None:
        return refunded
    word = _(LABELS[Stage(row.stage)])
    match Stage(row.stage):
        case Stage.DELIVERED:
            return Badge("busy", "eye", word)
        case Stage.RELEASED:
            return Badge("good", "paid", word)
        case Stage.SETTLED:
            return Badge("good", "check", word)
        case Stage.REFUNDED:
            return Badge("mute", "return", word)
        case _:
            return Badge("mute", "cross", word)


def progress_segment(row: Milestone) -> tuple[str, int]:
    """The tone of a milestone in the progress bar, and how much is filled, in percent."""
    if row.stage in (Stage.RELEASED, Stage.SETTLED):
        return ("mute", 0) if is_all_refunded(row) else ("good", 100)
    if row.stage == Stage.DELIVERED:
        return "busy", 0
    if row.is_sent_back and row.held:
        return "warn", 0
    if row.stage in (Stage.FUNDED, Stage.PART_FUNDED):
        return "good", min(row.percent, UNPAID_FILL_MAX)
    return "mute", 0


def progress_bar(job_view: JobView) -> list[ProgressSegment]:
    """Every milestone as a segment, in order; one of which a part is paid, as two: the paid part first."""
    return [segment for row in job_view.milestones for segment in _segments(row)]


def _segments(row: Milestone) -> Iterator[ProgressSegment]:
    tone, done = progress_segment(row)
    paid = row.released if row.held else Money(0, row.money.currency)
    if paid:
        yield _segment(row, "good", paid, 100, _("Paid"))
    yield _segment(row, tone, row.money - paid, done, milestone_state(row).word)


def _segment(row: Milestone, tone: str, money: Money, done: int, state: str) -> ProgressSegment:
    words = _("Milestone {n}, {amount}, {state}")
    label = words.format(n=row.position, amount=money_text(money), state=state)
    return ProgressSegment(tone, money.minor, done, label)


def _open_state(row: Milestone) -> Badge:
    word = _(LABELS[Stage(row.stage)])
    if row.is_sent_back:
        return Badge("warn", "message", _("Changes requested"))
    if row.stage == Stage.PART_FUNDED:
        return Badge("warn", "half", word)
    if row.stage == Stage.PLANNED:
        return Badge("mute", "open", word)
    if row.percent:
        return Badge("busy", "half", _("{percent}% done").format(percent=row.percent))
    return Badge("good", "funded", word)


def job_state(job_view: JobView, *, with_terms: bool = True) -> Badge:
    """The state of a job for one of its sides; `with_terms`, first that of what is proposed."""
    stage = JobStage(job_view.job.stage)
    if job_view.pause is not None:
        return Badge(*SIGNS[JobStage.PAUSED], paused_word(job_view))
    if stage in SIGNS:
        return Badge(*SIGNS[stage], _(STAGE_WORDS[stage]))
    if with_terms and job_view.proposal is not None:
        return _terms_state(job_view)
    if with_terms and exit_to_answer(job_view) is not None:
        return Badge("warn", "pen", _("Your answer needed"))
    return _work_state(job_view)


def _terms_state(job_view: JobView) -> Badge:
    if job_view.proposal is not None and job_view.proposal.side == job_view.side:
        waiting = _("Waiting for an answer") if job_view.job.invited_email else _("Waiting for {name}")
        return Badge("busy", "wait", waiting.format(name=job_view.other_name))
    return Badge("warn", "pen", _("Your answer needed"))


def _work_state(job_view: JobView) -> Badge:
    if job_view.is_unbound:
        return Badge("mute", "pen", _("No open terms"))
    if job_view.job.ended_by:
        return Badge("warn", "clock", _("Ending"))
    week = current_week(job_view) or next(reversed(job_view.weeks), None)
    if week is not None:
        state = week_state(week)
        word = _("Week of {day}: {state}").format(day=week.text, state=state.word.lower())
        return Badge(state.tone, state.icon, word)
    free = [row for row in job_view.open_milestones if row.free or not row.frozen]
    rows = job_view.delivered or job_view.sent_back or free
    if not rows and job_view.disputes:
        return Badge("busy", "half", _(STAGE_WORDS[JobStage.WORKING]))
    if not rows:
        return Badge("mute", "open", _("No weeks") if job_view.job.is_hourly else _("No milestones"))
    row = rows[0]
    state = milestone_state(row)
    word = _("Milestone {n}: {state}").format(n=row.position, state=state.word.lower())
    return Badge(state.tone, state.icon, word)
