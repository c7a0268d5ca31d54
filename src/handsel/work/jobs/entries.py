"""How entries change a job itself; the kinds are declared where their acts are."""

from collections.abc import Iterator

from handsel.kernel.json import Facts
from handsel.record.replay import ChainState, ReplayedEntry, Row
from handsel.work.jobs.lifecycle import CLOSED, Side

TERMS = "terms"
"""The matter of a version that was proposed: it waits until it is agreed to, replaced or taken back."""

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
