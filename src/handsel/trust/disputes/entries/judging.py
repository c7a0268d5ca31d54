"""What entries of a dispute that is decided have in common: who decides it, who is told, and its arbiter."""

from datetime import datetime
from typing import NotRequired

from django.utils.translation import gettext as _

from handsel.kernel.json import Facts
from handsel.record.replay import ChainState, ReplayedEntry
from handsel.record.shapes import shape
from handsel.record.wording import TargetPage, Wording, amount
from handsel.trust.disputes.entries.shapes import DisputeFacts, is_claim, put_dispute
from handsel.ui.datetime_format import when_text


@shape
class HandedOverFacts(DisputeFacts):
    """A dispute that waits for a decision; of an outside arbiter who decides it, also the address."""

    arbiter_email: NotRequired[str]


@shape
class ReadFacts(DisputeFacts):
    """A dispute as an operator, or the arbiter, reads or decides it."""

    by_arbiter: NotRequired[bool]


def judge_text(who: str, facts: Facts) -> str:
    """Who read or decided it, at the beginning of a sentence."""
    if facts.get("by_arbiter"):
        return _("Arbiter {name}").format(name=facts["dispute_after"]["arbiter_name"])
    return _("Operator {who}").format(who=who)


def for_operators(title: str, facts: Facts, *, due_at: datetime | None) -> Wording | None:
    """What operators are told: that a dispute waits for one of them, and until when.

    Nothing of one that goes to the arbiter.
    """
    if "arbiter_email" in facts:
        return None
    words = _("Dispute {number} about {amount}. A decision is due {when}.")
    if is_claim(facts):
        words = _("Claim {number} of {amount}. A decision is due {when}.")
    detail = words.format(
        number=facts["dispute"], amount=amount(facts), when=when_text(due_at) if due_at else ""
    )
    return Wording(title, detail, TargetPage.CONSOLE_DISPUTES, amount=amount(facts), due_at=due_at)


def replay_handed(state: ChainState, entry: ReplayedEntry) -> None:
    """The dispute, and the arbiter who was asked."""
    put_dispute(state, entry.facts)
    if "arbiter_email" in entry.facts:
        after = entry.facts["dispute_after"]
        columns = {"name": after["arbiter_name"], "email": entry.facts["arbiter_email"]}
        state.row("arbiter", after["arbiter"]).update(columns)
