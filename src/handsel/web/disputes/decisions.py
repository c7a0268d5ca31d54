"""What operators, or the arbiter, decide in a dispute and why, as its pages show it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from handsel.kernel.money import Money
from handsel.record.models import Entry
from handsel.trust.disputes.models import Dispute
from handsel.ui.money_format import money_text
from handsel.web.disputes.presentation import DisputeEntries, Statement, who


def decisions(dispute: Dispute, entries: DisputeEntries) -> Iterator[Statement]:
    """What was decided first, why a side appealed, and what was decided then."""
    for entry in entries.own:
        if entry.kind in {"dispute.decided", "dispute.appealed", "dispute.appeal_decided"}:
            name = _name(dispute, entries, entry)
            yield Statement(name, entry.at, entry.facts["reason"], entries.seal(entry.kind), [])


def _name(dispute: Dispute, entries: DisputeEntries, entry: Entry) -> str:
    if entry.kind == "dispute.appealed":
        return _("{name} appealed").format(name=who(entries.job_view, dispute.appealed_by))
    words = _("An operator decided on {amount} to the freelancer")
    if entry.facts.get("by_arbiter"):
        words = _("The arbiter {arbiter} decided on {amount} to the freelancer")
    elif entry.kind == "dispute.appeal_decided":
        words = _("Another operator decided on {amount} to the freelancer")
    amount = money_text(Money(entry.facts["to_freelancer"], dispute.job.currency))
    return words.format(amount=amount, arbiter=dispute.arbiter_name)
