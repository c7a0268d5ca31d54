"""What entries about disputes have in common: their facts, matters and replay."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _
from typing_extensions import TypedDict

from handsel.kernel.json import Facts
from handsel.money.invoices.entries import PaymentFacts, replay_invoices
from handsel.record.replay import ChainState, ReplayedEntry
from handsel.record.shapes import Currency, Day, Identifier, Instant, Minor, Text, Whole, shape
from handsel.record.wording import TargetPage, Wording
from handsel.work.hours.entries import block_shapes as hours
from handsel.work.hours.entries.sheet_shapes import review
from handsel.work.hours.week_names import week_of
from handsel.work.milestones.entries import shapes as milestones
from handsel.work.milestones.entries.shapes import MilestoneFacts


@shape
class DisputeAfter(TypedDict):
    """The columns of a dispute once the act is done; `ref` is its milestone, or `week` that of its blocks."""

    ref: str | None
    week: Day | None
    supplement: Whole | None
    blocks: list[Whole]
    payment: Identifier | None
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
    arbiter: str | None
    arbiter_name: str
    decision: str
    decided_by: str | None
    decided_at: Instant | None
    appeal: str
    appealed_by: str
    appealed_at: Instant | None


@shape
class EndedMilestone(MilestoneFacts):
    """The milestone of a dispute that ended with its money: what is left of it, and where the job is."""

    left: Minor
    job_stage: str


@shape
class ClaimedPayment(TypedDict):
    """What a claim is on: the entry that paid, and the freelancer's invoice."""

    payment: Identifier
    claimed: Text


@shape
class EndedClaim(ClaimedPayment):
    """What came of a claim: what the client got, what it cost the freelancer, and what they owe of it."""

    job_stage: str
    part: Minor
    to_client: Minor
    cost: Minor
    fee_back: Minor
    owed: Minor
    credit_note: Text


@shape
class NumberedDispute(TypedDict):
    """A dispute by its number in the job, how much is disputed, and its columns."""

    dispute: Whole
    amount: Minor
    currency: Currency
    dispute_after: DisputeAfter


@shape
class DisputeFacts(NumberedDispute):
    """A dispute, and the milestone or the blocks that it is about."""

    about: MilestoneFacts | hours.DisputedBlocks | ClaimedPayment


@shape
class DisputeEndedFacts(NumberedDispute, PaymentFacts):
    """Money of a dispute that was shared out, and what became of the milestone or the blocks."""

    about: EndedMilestone | hours.EndedBlocks | EndedClaim
    to_freelancer: Minor
    to_client: Minor


def matter(facts: Facts) -> str:
    """The matter of a dispute: whatever was done last in it waits for the next step."""
    return f"dispute {facts['dispute']}"


def settled_by_end(facts: Facts) -> Iterator[str]:
    """A dispute that ended with money: its own matter, and what that answers about the milestone."""
    yield matter(facts)
    if is_claim(facts):
        return
    module = milestones.settled_by_payment if _is_milestone(facts) else hours.settled_by_decision
    yield from module(_flat(facts))


def opened_by_end(facts: Facts) -> list[str]:
    """A timesheet that is short of what its dispute gave the freelancer waits for the client."""
    return [review(facts["about"])] if facts["about"].get("missing") else []


def subject_text(facts: Facts) -> str:
    """What a dispute is about, in the middle of a sentence."""
    about = facts["about"]
    if is_claim(facts):
        return _("invoice {label}, already paid").format(label=about["claimed"])
    if _is_milestone(facts):
        return _("milestone {n}").format(n=about["milestone"])
    return _("the week of {day}").format(day=week_of(about))


def is_claim(facts: Facts) -> bool:
    """Whether a dispute is about what was paid already."""
    return "payment" in facts["about"]


def case_text(facts: Facts) -> str:
    """What a dispute is called, in the middle of a sentence; one about what was paid is a claim."""
    words = _("claim {number}") if is_claim(facts) else _("dispute {number}")
    return words.format(number=facts["dispute"])


def says(
    title: str, detail: str = "", *, facts: Facts, words: str = "", due_at: datetime | None = None
) -> Wording:
    """The wording of an entry of a dispute, which leads to its page."""
    return Wording(title, detail, TargetPage.DISPUTE, words, due_at=due_at, number=facts["dispute"])


def put_dispute(state: ChainState, facts: Facts) -> None:
    """Set a dispute's columns, and of what it is about, to what an entry says they are after its act."""
    state.row("dispute", facts["dispute"]).update(facts["dispute_after"])
    if is_claim(facts):
        return
    put = milestones.put_milestone if _is_milestone(facts) else hours.put_sheet_blocks
    put(state, facts["about"])


def replay_dispute(state: ChainState, entry: ReplayedEntry) -> None:
    """The dispute and what it is about."""
    put_dispute(state, entry.facts)


def replay_end(state: ChainState, entry: ReplayedEntry) -> None:
    """The dispute, and the money that left the holding by it."""
    put_dispute(state, entry.facts)
    if is_claim(entry.facts):
        replay_invoices(state, entry, entry.facts["invoices"])
        return
    module = milestones.replay_payment if _is_milestone(entry.facts) else hours.replay_decided
    module(state, replace(entry, facts=_flat(entry.facts)))


def _is_milestone(facts: Facts) -> bool:
    return "milestone" in facts["about"]


def _flat(facts: Facts) -> Facts:
    """The facts as an entry about the milestone or the blocks themselves would have them."""
    return {**facts, **facts["about"]}
