"""What entries about milestones have in common: their facts, and how they change the state of the job."""

from collections.abc import Iterator

from typing_extensions import TypedDict

from handsel.kernel.json import Facts
from handsel.money.escrow.tables import HoldingAfter
from handsel.money.invoices.entries import PaymentFacts, replay_invoices
from handsel.record.replay import ChainState, ReplayedEntry
from handsel.record.shapes import Currency, Day, Identifier, Instant, Minor, Text, Whole, shape
from handsel.work.jobs.entries import replay_stage, settled_with_job


@shape
class MilestoneAfter(HoldingAfter):
    """The columns of a milestone and its holding once the act is done."""

    position: Whole
    name: Text
    done_when: str
    due: Day
    amount: Minor
    returned_amount: Minor
    stage: str
    percent: Whole
    funded_at: Instant | None
    delivered_at: Instant | None
    clock_started_at: Instant | None
    release_at: Instant | None
    days_left: Whole | None
    change_requests: Whole
    closed_at: Instant | None


@shape
class MilestoneFacts(TypedDict):
    """A milestone in an entry: what it is called, and its columns after the act."""

    milestone: Whole
    ref: Identifier
    name: Text
    currency: Currency
    stage: str
    after: MilestoneAfter


@shape
class MilestonePaymentFacts(MilestoneFacts, PaymentFacts):
    """What left a milestone's holding, and what is left."""

    left: Minor
    job_stage: str


@shape
class JobMilestones(TypedDict):
    """All milestones of the job, after an act that may touch any."""

    milestones: list[MilestoneFacts]


def delivery(facts: Facts) -> str:
    """The matter of a delivery: it waits until it is released, returned or sent back."""
    return f"delivery {facts['ref']}"


def changes(facts: Facts) -> str:
    """The matter of changes that were asked for: they wait until the milestone is delivered again."""
    return f"changes {facts['ref']}"


def refund(facts: Facts) -> str:
    """The matter of a refund request."""
    return f"refund {facts['ref']}"


def split(facts: Facts) -> str:
    """The matter of a proposal to share what is held."""
    return f"split {facts['ref']}"


def settled_with(facts: Facts) -> Iterator[str]:
    """What no longer waits at a milestone: a delivery that was sent back, and all of it once it is closed."""
    after = facts["after"]
    if after["delivered_at"] is None or after["closed_at"] is not None:
        yield delivery(facts)
    if after["closed_at"] is not None:
        yield from (changes(facts), refund(facts), split(facts))


def settled_by_payment(facts: Facts) -> Iterator[str]:
    """Money left a holding, which answers what was asked about it."""
    yield from (refund(facts), split(facts))
    yield from settled_with(facts)
    yield from settled_with_job(facts)


def settled_by_returns(facts: Facts) -> Iterator[str]:
    """An act that may touch all milestones of a job."""
    for row in facts["after"]["milestones"]:
        yield from settled_with(row)
    yield from settled_with_job(facts)


def replay_milestone(state: ChainState, entry: ReplayedEntry) -> None:
    """The milestone that the facts name, and the stage of the job where they tell it."""
    put_milestone(state, entry.facts)
    replay_stage(state, entry)


def replay_milestones(state: ChainState, entry: ReplayedEntry) -> None:
    """Each milestone in the facts' list, and the stage of the job where they tell it."""
    for facts in entry.facts["milestones"]:
        put_milestone(state, facts)
    replay_stage(state, entry)


def put_milestone(state: ChainState, facts: Facts) -> None:
    """Set a milestone's columns to what an entry says they are after its act."""
    state.row("milestone", facts["ref"]).update(facts["after"])


def replay_payment(state: ChainState, entry: ReplayedEntry) -> None:
    """Money left a holding: what was still asked about it is superseded."""
    for request in state.rows("request", ref=entry.facts["ref"], state="open"):
        request.update(state="superseded", answered_at=entry.at)
    replay_invoices(state, entry, entry.facts["invoices"])
    replay_milestone(state, entry)


def replay_returns(state: ChainState, entry: ReplayedEntry) -> None:
    """All milestones after the act; where money went back, what was still asked about it is superseded."""
    for facts in entry.facts["after"]["milestones"]:
        before = state.row("milestone", facts["ref"]).get("refunded", 0)
        if facts["after"]["refunded"] > before:
            for request in state.rows("request", ref=facts["ref"], state="open"):
                request.update(state="superseded", answered_at=entry.at)
        put_milestone(state, facts)
    replay_stage(state, entry)
