"""Entries of open offers, and of disputes that end with their money shared out."""

from django.utils.translation import gettext as _
from typing_extensions import TypedDict

from handsel.kernel.json import Facts
from handsel.record.kinds import Audience, Group, declare
from handsel.record.replay import ChainState, ReplayedEntry
from handsel.record.shapes import Instant, Minor, Whole, shape
from handsel.record.wording import Wording, parts
from handsel.trust.disputes.entries.shapes import (
    DisputeEndedFacts,
    DisputeFacts,
    matter,
    put_dispute,
    replay_end,
    says,
    settled_by_end,
)


@shape
class OfferAfter(TypedDict):
    """An offer by its number in the dispute, and its columns."""

    number: Whole
    side: str
    to_freelancer: Minor
    reason: str
    made_at: Instant
    state: str


@shape
class OfferedFacts(DisputeFacts):
    """An offer: how the money would be shared, and why."""

    to_freelancer: Minor
    to_client: Minor
    reason: str
    offer_after: OfferAfter


def _offered(who: str, facts: Facts) -> Wording:
    title = _("{who} made an offer in dispute {number}").format(who=who, number=facts["dispute"])
    return says(title, parts(facts, "to_freelancer", "to_client"), facts=facts, words=facts["reason"])


def _replay_offered(state: ChainState, entry: ReplayedEntry) -> None:
    facts, offer = entry.facts, entry.facts["offer_after"]
    for row in state.rows("dispute_offer", dispute=facts["dispute"], side=offer["side"], state="open"):
        row["state"] = "replaced"
    columns = {**offer, "dispute": facts["dispute"]}
    state.row("dispute_offer", f"{facts['dispute']} {offer['number']}").update(columns)
    put_dispute(state, facts)


OFFERED = declare(
    "dispute.offered",
    shape=OfferedFacts,
    wording=_offered,
    tone="warn",
    icon="money",
    group=Group.MONEY,
    replay=_replay_offered,
    opens=lambda facts: [matter(facts)],
    settles=lambda facts: [matter(facts)],
)


@shape
class AcceptedFacts(DisputeEndedFacts):
    """What one side offered, or asked for, and the other accepted; `offer` is its number, if it was one."""

    offer: Whole | None


def _accepted(who: str, facts: Facts) -> Wording:
    title = _("{who} accepted: dispute {number} is settled").format(who=who, number=facts["dispute"])
    return says(title, parts(facts, "to_freelancer", "to_client"), facts=facts)


def _replay_accepted(state: ChainState, entry: ReplayedEntry) -> None:
    facts = entry.facts
    if facts["offer"] is not None:
        state.row("dispute_offer", f"{facts['dispute']} {facts['offer']}")["state"] = "accepted"
    replay_end(state, entry)


ACCEPTED = declare(
    "dispute.accepted",
    shape=AcceptedFacts,
    wording=_accepted,
    tone="good",
    icon="money",
    group=Group.MONEY,
    replay=_replay_accepted,
    settles=settled_by_end,
)


def _defaulted(who: str, facts: Facts) -> Wording:
    title = _("Dispute {number} was not decided in time and is split by default")
    detail = parts(facts, "to_freelancer", "to_client")
    return says(title.format(number=facts["dispute"]), detail, facts=facts)


DEFAULTED = declare(
    "dispute.defaulted",
    shape=DisputeEndedFacts,
    wording=_defaulted,
    tone="warn",
    icon="money",
    group=Group.MONEY,
    audience=Audience.EVERYONE,
    replay=replay_end,
    settles=settled_by_end,
)
