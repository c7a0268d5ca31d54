"""Entries by which one side proposes to share what is held, and the other answers."""

from django.utils.translation import gettext as _

from handsel.kernel.json import Facts
from handsel.record.kinds import Group, declare
from handsel.record.replay import ChainState, ReplayedEntry
from handsel.record.shapes import Minor, Text, Whole, shape
from handsel.record.wording import TargetPage, Wording, amount, parts
from handsel.work.jobs.entries import side_of
from handsel.work.milestones.entries.requests import answer_request
from handsel.work.milestones.entries.shapes import (
    MilestoneFacts,
    MilestonePaymentFacts,
    replay_payment,
    settled_by_payment,
    split,
)


@shape
class SplitProposedFacts(MilestoneFacts):
    """How what is held would be shared, and why; with the number of the proposal."""

    request: Whole
    to_freelancer: Minor
    to_client: Minor
    reason: Text


def _proposed(who: str, facts: Facts) -> Wording:
    title = _("{who} proposes a split of milestone {n}").format(who=who, n=facts["milestone"])
    paid, back = amount(facts, "to_freelancer"), amount(facts, "to_client")
    return Wording(
        title,
        parts(facts, "to_freelancer", "to_client"),
        TargetPage.BILLING,
        facts["reason"],
        to_freelancer=_("{paid} to you, {back} back to the client.").format(paid=paid, back=back),
        to_client=_("{paid} to the freelancer, {back} back to you.").format(paid=paid, back=back),
        button=_("Answer the proposal"),
    )


def _replay_proposed(state: ChainState, entry: ReplayedEntry) -> None:
    facts = entry.facts
    state.row("request", facts["request"]).update(
        kind="split",
        side=side_of(state, entry.actor),
        ref=facts["ref"],
        state="open",
        to_client=facts["to_client"],
        to_freelancer=facts["to_freelancer"],
        reason=facts["reason"],
        asked_at=entry.at,
        auto_grants_at=None,
        answered_at=None,
        answer="",
    )


PROPOSED = declare(
    "split.proposed",
    shape=SplitProposedFacts,
    wording=_proposed,
    tone="warn",
    icon="money",
    group=Group.MONEY,
    replay=_replay_proposed,
    opens=lambda facts: [split(facts)],
)


def _accepted(who: str, facts: Facts) -> Wording:
    title = _("{who} accepted the split of milestone {n}").format(who=who, n=facts["milestone"])
    return Wording(title, parts(facts, "released", "refunded"), TargetPage.BILLING)


def _replay_accepted(state: ChainState, entry: ReplayedEntry) -> None:
    answer_request(state, entry, "split", "granted")
    replay_payment(state, entry)


ACCEPTED = declare(
    "split.accepted",
    shape=MilestonePaymentFacts,
    wording=_accepted,
    tone="warn",
    icon="money",
    group=Group.MONEY,
    replay=_replay_accepted,
    settles=settled_by_payment,
)


@shape
class SplitRefusedFacts(MilestoneFacts):
    """A proposal turned down, and why."""

    reason: Text


def _refused(who: str, facts: Facts) -> Wording:
    title = _("{who} declined the split of milestone {n}").format(who=who, n=facts["milestone"])
    return Wording(title, page=TargetPage.BILLING, words=facts["reason"])


REFUSED = declare(
    "split.refused",
    shape=SplitRefusedFacts,
    wording=_refused,
    tone="warn",
    icon="money",
    group=Group.MONEY,
    replay=lambda state, entry: answer_request(state, entry, "split", "refused"),
    settles=lambda facts: [split(facts)],
)


def _withdrawn(who: str, facts: Facts) -> Wording:
    title = _("{who} withdrew the split of milestone {n}").format(who=who, n=facts["milestone"])
    return Wording(title, "", TargetPage.BILLING)


WITHDRAWN = declare(
    "split.withdrawn",
    shape=MilestoneFacts,
    wording=_withdrawn,
    tone="warn",
    icon="money",
    group=Group.MONEY,
    replay=lambda state, entry: answer_request(state, entry, "split", "withdrawn"),
    settles=lambda facts: [split(facts)],
)
