"""How entries change a job itself, and the one by which an operator opens it to read."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from typing_extensions import TypedDict

from handsel.kernel.json import Facts
from handsel.record.kinds import declare
from handsel.record.replay import ChainState, ReplayedEntry, Row
from handsel.record.shapes import Instant, Text, shape
from handsel.record.wording import Wording, moment
from handsel.work.jobs.lifecycle import CLOSED, Side

TERMS = "terms"
"""The matter of a version that was proposed: it waits until it is agreed to, replaced or taken back."""

FIRST_FUNDING = "first funding"
"""The matter that begins when terms first bind: that the client puts money in escrow."""
ENDING = "ending"
"""The matter of a client's ending: it waits until the money returned, or the freelancer objected."""


def settled_with_job(facts: Facts) -> Iterator[str]:
    """What no longer waits once a job has come to its end."""
    if facts["job_stage"] in CLOSED:
        yield from (TERMS, ENDING)


def job_row(state: ChainState) -> Row:
    """The job of the chain."""
    return state.row("job")


def side_of(state: ChainState, actor: str) -> str:
    """The side of somebody who takes part in the job of the chain."""
    return Side.CLIENT if job_row(state).get("client") == actor else Side.FREELANCER


def replay_stage(state: ChainState, entry: ReplayedEntry) -> None:
    """The job is where the facts say; one that has come to its end runs no more timers."""
    stage = entry.facts.get("job_stage")
    if stage is None:
        return
    set_stage(state, stage, entry.at)


def set_stage(state: ChainState, stage: str, at: str) -> None:
    """Put the job at a stage; the first entry that ends it says when it was closed."""
    job = job_row(state)
    job["stage"] = stage
    if stage in CLOSED and job.get("closed_at") is None:
        job.update(closed_at=at, lapses_at=None, ending_at=None)


@shape
class JobOpenedFacts(TypedDict):
    """Why an operator opens a job, and until when they may read it."""

    reason: Text
    until: Instant


def _opened(who: str, facts: Facts) -> Wording:
    title = _("Operator {who} opened this job to read it").format(who=who)
    detail = _("Until {when} they can read its record and files. They can change nothing.")
    return Wording(title, detail.format(when=moment(facts, "until")), words=facts["reason"])


OPENED = declare("job.opened", shape=JobOpenedFacts, wording=_opened, tone="mute", icon="eye")
