"""The entry by which an open offer is declined."""

from django.utils.translation import gettext as _

from handsel.kernel.json import Facts
from handsel.record.kinds import Group, declare
from handsel.record.replay import ChainState, ReplayedEntry
from handsel.record.shapes import Minor, shape
from handsel.record.wording import Wording, parts
from handsel.trust.disputes.entries.offers import OfferAfter
from handsel.trust.disputes.entries.shapes import DisputeFacts, case_text, matter, put_dispute, says


@shape
class DeclinedOfferFacts(DisputeFacts):
    """An offer that the other side declined, and why, if it said so; it counts for the default as before."""

    to_freelancer: Minor
    to_client: Minor
    reason: str
    offer_after: OfferAfter


def _declined(who: str, facts: Facts) -> Wording:
    title = _("{who} declined the offer in {case}").format(who=who, case=case_text(facts))
    return says(title, parts(facts, "to_freelancer", "to_client"), facts=facts, words=facts["reason"])


def _replay_declined(state: ChainState, entry: ReplayedEntry) -> None:
    offer = entry.facts["offer_after"]
    state.row("dispute_offer", f"{entry.facts['dispute']} {offer['number']}").update(offer)
    put_dispute(state, entry.facts)


OFFER_DECLINED = declare(
    "dispute.offer_declined",
    shape=DeclinedOfferFacts,
    wording=_declined,
    tone="warn",
    icon="money",
    group=Group.MONEY,
    replay=_replay_declined,
    opens=lambda facts: [matter(facts)],
    settles=lambda facts: [matter(facts)],
)
