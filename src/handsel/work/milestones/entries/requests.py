"""Entries by which the client asks for money back and the freelancer answers."""

from django.utils.translation import gettext as _

from handsel.kernel.json import Facts
from handsel.record.kinds import Group, declare
from handsel.record.replay import ChainState, ReplayedEntry
from handsel.record.shapes import Instant, Minor, Text, Whole, shape
from handsel.record.wording import TargetPage, Wording, amount, instant, moment
from handsel.work.jobs.entries import side_of
from handsel.work.milestones.entries.shapes import (
    MilestoneFacts,
    MilestonePaymentFacts,
    refund,
    replay_payment,
    settled_by_payment,
)


@shape
class RefundFacts(MilestoneFacts):
    """A milestone, and the amount that is asked back of it."""

    amount: Minor


@shape
class RefundAskedFacts(RefundFacts):
    """A request: its number, why, and when it is granted if nobody answers."""

    request: Whole
    reason: Text
    auto_grants_at: Instant | None


def _asked(who: str, facts: Facts) -> Wording:
    title = _("{who} requests a refund of {amount} for milestone {n}")
    then = yours = _("Nothing is refunded until it is approved. Auto-release continues.")
    if facts["auto_grants_at"]:
        when = moment(facts, "auto_grants_at")
        then = _("Without an answer or a delivery by {when}, {amount} is refunded.")
        then = then.format(when=when, amount=amount(facts))
        yours = _("If you neither answer nor deliver by {when}, {amount} is refunded.")
        yours = yours.format(when=when, amount=amount(facts))
    return Wording(
        title.format(who=who, n=facts["milestone"], amount=amount(facts)),
        then,
        TargetPage.BILLING,
        facts["reason"],
        amount=amount(facts),
        due_at=instant(facts, "auto_grants_at"),
        to_freelancer=yours,
        button=_("Answer the request"),
    )


def _replay_asked(state: ChainState, entry: ReplayedEntry) -> None:
    facts = entry.facts
    state.row("request", facts["request"]).update(
        kind="refund",
        side=side_of(state, entry.actor),
        ref=facts["ref"],
        state="open",
        to_client=facts["amount"],
        to_freelancer=0,
        reason=facts["reason"],
        asked_at=entry.at,
        auto_grants_at=facts["auto_grants_at"],
        answered_at=None,
        answer="",
    )


ASKED = declare(
    "refund.asked",
    shape=RefundAskedFacts,
    wording=_asked,
    tone="warn",
    icon="return",
    group=Group.MONEY,
    replay=_replay_asked,
    opens=lambda facts: [refund(facts)],
)


def _granted(who: str, facts: Facts) -> Wording:
    if facts["automatic"]:
        title = _("{amount} of milestone {n} was refunded: the request was not answered in time")
    else:
        title = _("{who} approved the refund of {amount} for milestone {n}")
    return Wording(
        title.format(who=who, n=facts["milestone"], amount=amount(facts, "refunded")), "", TargetPage.BILLING
    )


@shape
class GrantedFacts(MilestonePaymentFacts):
    """A refund; `automatic` when the request was not answered in time."""

    automatic: bool


def answer_request(state: ChainState, entry: ReplayedEntry, kind: str, answer: str) -> None:
    """The open request of that kind about the milestone is answered."""
    for request in state.rows("request", ref=entry.facts["ref"], kind=kind, state="open"):
        request.update(state=answer, answered_at=entry.at, answer=entry.facts.get("reason", ""))


def _replay_granted(state: ChainState, entry: ReplayedEntry) -> None:
    answer_request(state, entry, "refund", "granted")
    replay_payment(state, entry)


GRANTED = declare(
    "refund.granted",
    shape=GrantedFacts,
    wording=_granted,
    tone="warn",
    icon="return",
    group=Group.MONEY,
    replay=_replay_granted,
    settles=settled_by_payment,
)


@shape
class RefundRefusedFacts(RefundFacts):
    """A request turned down, and why."""

    reason: Text


def _refused(who: str, facts: Facts) -> Wording:
    title = _("{who} declined the refund of {amount}").format(who=who, amount=amount(facts))
    return Wording(title, page=TargetPage.BILLING, words=facts["reason"])


REFUSED = declare(
    "refund.refused",
    shape=RefundRefusedFacts,
    wording=_refused,
    tone="warn",
    icon="return",
    group=Group.MONEY,
    replay=lambda state, entry: answer_request(state, entry, "refund", "refused"),
    settles=lambda facts: [refund(facts)],
)


def _withdrawn(who: str, facts: Facts) -> Wording:
    title = _("{who} withdrew the refund request for {amount}").format(who=who, amount=amount(facts))
    return Wording(title, "", TargetPage.BILLING)


WITHDRAWN = declare(
    "refund.withdrawn",
    shape=RefundFacts,
    wording=_withdrawn,
    tone="warn",
    icon="return",
    group=Group.MONEY,
    replay=lambda state, entry: answer_request(state, entry, "refund", "withdrawn"),
    settles=lambda facts: [refund(facts)],
)
