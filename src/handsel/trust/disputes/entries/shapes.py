"""What entries about disputes have in common: their facts, matters and replay."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from typing_extensions import TypedDict

from handsel.kernel.json import Facts
from handsel.record.replay import ChainState, ReplayedEntry
from handsel.record.shapes import Instant, Minor, Text, Whole, shape
from handsel.record.wording import TargetPage, Wording, amount
from handsel.work.milestones.entries.shapes import (
    MilestoneFacts,
    MilestonePaymentFacts,
    put_milestone,
    replay_payment,
    settled_by_payment,
)


@shape
class DisputeAfter(TypedDict):
    """The columns of a dispute once the act is done; `ref` is its milestone."""

    ref: str
    side: str
    amount: Minor
    requested: Minor
    reason: Text
    evidence: list[Whole]
    stage: str
    opened_at: Instant
    ends_at: Instant | None
    answer: str
    answer_evidence: list[Whole]
    answered_at: Instant | None
    handed_at: Instant | None
    decide_by: Instant | None
    to_freelancer: Minor | None
    closed_at: Instant | None
    round: Whole
    sealed_by: str
    commitment: str
    round_ends_at: Instant | None
    decision: str
    decided_by: str | None
    decided_at: Instant | None
    appeal: str
    appealed_by: str
    appealed_at: Instant | None


@shape
class DisputeFacts(MilestoneFacts):
    """A dispute by its number, its milestone, and what is disputed."""

    dispute: Whole
    amount: Minor
    dispute_after: DisputeAfter


@shape
class DisputeEndedFacts(DisputeFacts, MilestonePaymentFacts):
    """A dispute that ended with its money shared out."""

    to_freelancer: Minor
    to_client: Minor


def matter(facts: Facts) -> str:
    """The matter of a dispute: whatever was done last in it waits for the next step."""
    return f"dispute {facts['dispute']}"


def settled_by_end(facts: Facts) -> Iterator[str]:
    """A dispute that ended with money: its own matter, and what that answers about the milestone."""
    yield matter(facts)
    yield from settled_by_payment(facts)


def says(title: str, detail: str = "", *, facts: Facts, words: str = "", due: str = "") -> Wording:
    """The wording of an entry of a dispute, which leads to its page."""
    return Wording(title, detail, TargetPage.DISPUTE, words, due=due, number=facts["dispute"])


def for_operators(title: str, facts: Facts, *, due: str) -> Wording:
    """What operators are told: that a dispute waits for one of them, and until when."""
    words = _("Dispute {number} about {amount}. A decision is due {when}.")
    detail = words.format(number=facts["dispute"], amount=amount(facts), when=due)
    return Wording(title, detail, TargetPage.CONSOLE_DISPUTES, amount=amount(facts), due=due)


def put_dispute(state: ChainState, facts: Facts) -> None:
    """Set a dispute's columns, and its milestone's, to what an entry says they are after its act."""
    state.row("dispute", facts["dispute"]).update(facts["dispute_after"])
    put_milestone(state, facts)


def replay_dispute(state: ChainState, entry: ReplayedEntry) -> None:
    """The dispute and its milestone."""
    put_dispute(state, entry.facts)


def replay_end(state: ChainState, entry: ReplayedEntry) -> None:
    """The dispute, and the money that left the holding by it."""
    put_dispute(state, entry.facts)
    replay_payment(state, entry)
