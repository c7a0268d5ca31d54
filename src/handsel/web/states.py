"""The state words of jobs and milestones: one state, one icon, one word, everywhere."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from handsel.look.figures import money_text
from handsel.look.signs import State
from handsel.web.standings import Standing
from handsel.work.jobs.stages import WORDS as STAGE_WORDS
from handsel.work.jobs.stages import JobStage
from handsel.work.milestones.models import Milestone
from handsel.work.milestones.stages import WORDS, Stage


@dataclass(frozen=True)
class Stick:
    """A milestone in the tally: as wide as its amount, and how much of it is filled, in percent."""

    tone: str
    width: int
    done: int
    words: str


SIGNS: dict[JobStage, tuple[str, str]] = {
    JobStage.COMPLETE: ("good", "paid"),
    JobStage.CANCELLED: ("mute", "cross"),
    JobStage.DECLINED: ("mute", "cross"),
    JobStage.LAPSED: ("mute", "clock"),
    JobStage.PAUSED: ("warn", "wait"),
    JobStage.IN_DISPUTE: ("bad", "flag"),
}
"""The tone and the icon of each stage at which a job stands the same for both sides."""


def milestone_state(row: Milestone) -> State:
    """Where a milestone stands, in the words of the design."""
    if row.stage in (Stage.PLANNED, Stage.PART_FUNDED, Stage.FUNDED):
        return _open_state(row)
    word = _(WORDS[Stage(row.stage)])
    match Stage(row.stage):
        case Stage.DELIVERED:
            return State("busy", "eye", word)
        case Stage.RELEASED:
            return State("good", "paid", word)
        case Stage.SETTLED:
            return State("good", "check", word)
        case Stage.REFUNDED:
            return State("mute", "return", word)
        case _:
            return State("mute", "cross", word)


def stick_of(row: Milestone) -> tuple[str, int]:
    """A milestone in the tally: its tone, and how much of its stick is filled, in percent."""
    if row.stage in (Stage.RELEASED, Stage.SETTLED):
        return "good", 100
    if row.stage == Stage.DELIVERED:
        return "busy", 0
    return ("good", row.percent) if row.stage in (Stage.FUNDED, Stage.PART_FUNDED) else ("mute", 0)


def tally(standing: Standing) -> list[Stick]:
    """Every milestone as a stick, in their order."""
    return [_stick(row) for row in standing.milestones]


def _stick(row: Milestone) -> Stick:
    tone, done = stick_of(row)
    words = _("Milestone {n}, {amount}, {state}")
    said = words.format(n=row.position, amount=money_text(row.money), state=milestone_state(row).word)
    return Stick(tone, row.amount, done, said)


def _open_state(row: Milestone) -> State:
    word = _(WORDS[Stage(row.stage)])
    if row.is_sent_back:
        return State("warn", "message", _("Changes asked"))
    if row.stage == Stage.PART_FUNDED:
        return State("warn", "half", word)
    if row.stage == Stage.PLANNED:
        return State("mute", "open", word)
    if row.percent:
        return State("busy", "half", _("{percent}% done").format(percent=row.percent))
    return State("good", "funded", word)


def job_state(standing: Standing) -> State:
    """Where a job stands for one of its sides."""
    stage = JobStage(standing.job.stage)
    if stage in SIGNS:
        return State(*SIGNS[stage], _(STAGE_WORDS[stage]))
    if standing.proposal is not None:
        return _terms_state(standing)
    return _work_state(standing)


def _terms_state(standing: Standing) -> State:
    if standing.proposal is not None and standing.proposal.side == standing.side:
        return State("busy", "wait", _("Waiting for {name}").format(name=standing.other_name))
    return State("warn", "pen", _("Terms need you"))


def _work_state(standing: Standing) -> State:
    if standing.is_unbound:
        return State("mute", "pen", _("No open version"))
    if standing.job.ended_by:
        return State("warn", "clock", _("Ending"))
    rows = standing.delivered or standing.sent_back or standing.open_milestones
    if not rows:
        return State("mute", "open", _("No milestones"))
    row = rows[0]
    state = milestone_state(row)
    word = _("Milestone {n}: {state}").format(n=row.position, state=state.word.lower())
    return State(state.tone, state.icon, word)
