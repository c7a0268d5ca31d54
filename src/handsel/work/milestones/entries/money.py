"""Entries by which a milestone's money moves, or a delivery is sent back."""

from typing import NotRequired

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from typing_extensions import TypedDict

from handsel.kernel.json import Facts
from handsel.money.invoices.entries import received_text, you_received_text
from handsel.record.kinds import Group, declare
from handsel.record.replay import ChainState, ReplayedEntry
from handsel.record.shapes import Currency, Instant, Minor, Text, Whole, shape
from handsel.record.wording import TargetPage, Wording, amount, and_text, parts
from handsel.work.jobs.entries import FIRST_FUNDING, job_row
from handsel.work.milestones.entries.shapes import (
    MilestoneFacts,
    MilestonePaymentFacts,
    changes,
    replay_milestone,
    replay_milestones,
    replay_payment,
    settled_by_payment,
    settled_with,
)


@shape
class FundedMilestone(MilestoneFacts):
    """One of the milestones that were funded, and by how much."""

    amount: Minor


@shape
class FundedFacts(TypedDict):
    """What was funded at once, and the fee beside it."""

    milestones: list[FundedMilestone]
    amount: Minor
    currency: Currency
    fee: Minor


def _funded(who: str, facts: Facts) -> Wording:
    rows = facts["milestones"]
    numbers = and_text([str(row["milestone"]) for row in rows])
    title = ngettext(
        "{who} funded milestone {numbers}: {amount}", "{who} funded milestones {numbers}: {amount}", len(rows)
    )
    detail = _("The money is in escrow. It can go to the freelancer, or back by agreement or a decision.")
    yours = _("The money is in escrow. It can go to you, or back by agreement or a decision.")
    named = title.format(who=who, numbers=numbers, amount=amount(facts))
    return Wording(named, detail, TargetPage.BILLING, amount=amount(facts), to_freelancer=yours)


FUNDED = declare(
    "milestone.funded",
    shape=FundedFacts,
    wording=_funded,
    tone="good",
    icon="money",
    group=Group.MONEY,
    replay=replay_milestones,
    settles=lambda _facts: [FIRST_FUNDING],
)


@shape
class ReleasedFacts(MilestonePaymentFacts):
    """A release; `automatic` when its time ran out."""

    automatic: bool


def _released(who: str, facts: Facts) -> Wording:
    if facts["automatic"]:
        title = _("Milestone {n} was auto-released, {amount}")
    else:
        title = _("{who} released {amount} for milestone {n}")
    named = title.format(who=who, n=facts["milestone"], amount=amount(facts, "released"))
    return Wording(
        named,
        received_text(facts),
        TargetPage.BILLING,
        amount=amount(facts, "released"),
        to_freelancer=you_received_text(facts),
    )


RELEASED = declare(
    "milestone.released",
    shape=ReleasedFacts,
    wording=_released,
    tone="good",
    icon="money",
    group=Group.MONEY,
    replay=replay_payment,
    settles=settled_by_payment,
)


@shape
class ChangesAskedFacts(MilestoneFacts):
    """A delivery sent back; `ending_at` when the client's ending counts its days anew."""

    reason: Text
    request: Whole
    days_left: Whole | None
    ending_at: NotRequired[Instant | None]


def _changes_asked(who: str, facts: Facts) -> Wording:
    title = _("{who} asked for changes to milestone {n}").format(who=who, n=facts["milestone"])
    return Wording(title, page=TargetPage.REPORTS, words=facts["reason"])


def _replay_changes(state: ChainState, entry: ReplayedEntry) -> None:
    replay_milestone(state, entry)
    if "ending_at" in entry.facts:
        job_row(state)["ending_at"] = entry.facts["ending_at"]


CHANGES_ASKED = declare(
    "milestone.changes_asked",
    shape=ChangesAskedFacts,
    wording=_changes_asked,
    tone="good",
    icon="money",
    group=Group.MONEY,
    replay=_replay_changes,
    opens=lambda facts: [changes(facts)],
    settles=settled_with,
)


def _refunded(who: str, facts: Facts) -> Wording:
    title = _("{who} refunded {amount} of milestone {n}")
    return Wording(
        title.format(who=who, n=facts["milestone"], amount=amount(facts, "refunded")),
        _("It is in the client’s wallet."),
        TargetPage.BILLING,
        to_client=_("It is in your wallet."),
    )


REFUNDED = declare(
    "milestone.refunded",
    shape=MilestonePaymentFacts,
    wording=_refunded,
    tone="good",
    icon="money",
    group=Group.MONEY,
    replay=replay_payment,
    settles=settled_by_payment,
)


@shape
class SettledFacts(MilestonePaymentFacts):
    """An operator's decision, with the written reason."""

    reason: Text


def _settled(who: str, facts: Facts) -> Wording:
    title = _("Operator {who} decided milestone {n}").format(who=who, n=facts["milestone"])
    return Wording(title, parts(facts, "released", "refunded"), TargetPage.BILLING, facts["reason"])


SETTLED = declare(
    "milestone.settled",
    shape=SettledFacts,
    wording=_settled,
    tone="good",
    icon="money",
    group=Group.MONEY,
    replay=replay_payment,
    settles=settled_by_payment,
)
