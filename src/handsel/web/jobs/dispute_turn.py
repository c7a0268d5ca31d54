"""Whose turn it is in a dispute that both sides negotiate."""

from django.utils.translation import gettext as _

from handsel.trust.disputes.lifecycle import DisputeStage
from handsel.trust.disputes.models import Dispute, DisputeOffer
from handsel.web.jobs.job_view import JobView
from handsel.web.jobs.rows import last_offer
from handsel.work.jobs.lifecycle import Side


def is_to_act(job_view: JobView, dispute: Dispute) -> bool:
    """Whether the reader is to answer, or to settle it, or may appeal its decision."""
    if dispute.stage == DisputeStage.OPENED:
        return dispute.side != job_view.side
    if dispute.stage == DisputeStage.NEGOTIATING:
        return turn_in(dispute) in {None, job_view.side}
    return bool(dispute.stage == DisputeStage.DECIDED)


def turn_in(dispute: Dispute) -> Side | None:
    """Whose turn it is: to answer the last offer, or to make another once it is declined; else both’s."""
    last = last_offer(dispute)
    if last is None:
        return None
    side, state = Side(last[0]), last[1]
    return side.other if state == DisputeOffer.State.OPEN else side


def negotiation_words(job_view: JobView, dispute: Dispute) -> str:
    """What comes next while both negotiate, by who made the last offer and what became of it."""
    last = last_offer(dispute)
    if last is None:
        return _("Settle {case} with {name} by {when}, or the outcome is decided for you both")
    is_mine, is_open = last[0] == job_view.side, last[1] == DisputeOffer.State.OPEN
    if is_open and is_mine:
        return _("{name} answers your offer in {case} by {when}, or the outcome is decided for you both")
    if is_open:
        return _("Answer the offer of {name} in {case} by {when}, or the outcome is decided for you both")
    if is_mine:
        return _(
            "{name} declined your offer. Make another in {case} by {when}, or the outcome is decided for you"
        )
    return _("You declined the offer of {name} in {case}. After {when} the outcome is decided for you both")


def turn_item(job_view: JobView, dispute: Dispute) -> tuple[str, str]:
    """What is to be done while both negotiate, and what its button says."""
    last = last_offer(dispute)
    if last is None:
        return _("Settle {case} with {name}"), _("Make an offer")
    if last[0] == job_view.side:
        return _("{name} declined your offer in {case}"), _("Make another offer")
    return _("{name} made an offer in {case}"), _("Read the offer")
