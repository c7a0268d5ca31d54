"""Entries of open offers, and of disputes that end with their money shared out."""

from django.utils.translation import gettext as _
from typing_extensions import TypedDict

from handsel.kernel.json import Facts
from handsel.record.kinds import Audience, Group, declare
from handsel.record.replay import ChainState, ReplayedEntry
from handsel.record.shapes import Instant, Minor, Whole, shape
from handsel.record.wording import Wording, amount, parts
from handsel.trust.disputes.entries.shapes import (
    DisputeEndedFacts,
    DisputeFacts,
    case_text,
    matter,
    opened_by_end,
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
    declined_at: Instant | None
    declined_reason: str


@shape
class OfferedFacts(DisputeFacts):
    """An offer: how the money would be shared, and why."""

    to_freelancer: Minor
    to_client: Minor
    reason: str
    offer_after: OfferAfter


def _offered(who: str, facts: Facts) -> Wording:
    title = _("{who} made an offer in {case}").format(who=who, case=case_text(facts))
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
    title = _("{who} accepted: {case} is settled").format(who=who, case=case_text(facts))
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
    opens=opened_by_end,
    settles=settled_by_end,
)


def _defaulted(who: str, facts: Facts) -> Wording:
    title = _("No decision in {case} in time: the money is split by default")
    detail = parts(facts, "to_freelancer", "to_client")
    return says(title.format(case=case_text(facts)), detail, facts=facts)


DEFAULTED = declare(
    "dispute.defaulted",
    shape=DisputeEndedFacts,
    wording=_defaulted,
    tone="warn",
    icon="money",
    group=Group.MONEY,
    audience=Audience.EVERYONE,
    replay=replay_end,
    opens=opened_by_end,
    settles=settled_by_end,
)


def _conceded(who: str, facts: Facts) -> Wording:
    title = _("{who} withdrew {case}: {amount} is paid")
    named = title.format(who=who, case=case_text(facts), amount=amount(facts, "to_freelancer"))
    return says(named, facts=facts)


CONCEDED = declare(
    "dispute.conceded",
    shape=DisputeEndedFacts,
    wording=_conceded,
    tone="good",
    icon="money",
    group=Group.MONEY,
    replay=replay_end,
    opens=opened_by_end,
    settles=settled_by_end,
)


def _silent(who: str, facts: Facts) -> Wording:
    title = _("No answer in {case}: protected time is paid, {amount}")
    named = title.format(case=case_text(facts), amount=amount(facts, "to_freelancer"))
    return says(named, facts=facts)


def _replay_silent(state: ChainState, entry: ReplayedEntry) -> None:
    """What was offered for more than is disputed now has ended."""
    for row in state.rows("dispute_offer", dispute=entry.facts["dispute"]):
        if row["state"] in {"open", "declined"}:
            row["state"] = "replaced"
    replay_end(state, entry)


PROTECTED_PAID = declare(
    "dispute.protected_paid",
    shape=DisputeEndedFacts,
    wording=_silent,
    tone="good",
    icon="money",
    group=Group.MONEY,
    audience=Audience.EVERYONE,
    replay=_replay_silent,
    opens=opened_by_end,
    settles=settled_by_end,
)
