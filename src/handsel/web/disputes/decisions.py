"""What operators decide in a dispute and why, as its pages show it, and when that is due."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from handsel.kernel.money import Money
from handsel.record.models import Entry
from handsel.trust.disputes.lifecycle import DisputeStage
from handsel.trust.disputes.models import Dispute
from handsel.ui.money_format import money_text
from handsel.web.disputes.presentation import DisputeEntries, Statement, who


def decisions(dispute: Dispute, entries: DisputeEntries) -> Iterator[Statement]:
    """What an operator decided, why a side appealed, and what another operator decided then."""
    for entry in entries.own:
        if entry.kind in {"dispute.decided", "dispute.appealed", "dispute.appeal_decided"}:
            name = _name(dispute, entries, entry)
            yield Statement(name, entry.at, entry.facts["reason"], entries.seal(entry.kind), [])


def decision_due(dispute: Dispute) -> datetime | None:
    """Until when an operator is to decide it, or its appeal; none where nobody waits for one."""
    due = {DisputeStage.WITH_OPERATOR: dispute.decide_by, DisputeStage.APPEALED: dispute.ends_at}
    return due.get(DisputeStage(dispute.stage))


def _name(dispute: Dispute, entries: DisputeEntries, entry: Entry) -> str:
    if entry.kind == "dispute.appealed":
        return _("{name} appealed").format(name=who(entries.job_view, dispute.appealed_by))
    words = _("An operator decided on {amount} to the freelancer")
    if entry.kind == "dispute.appeal_decided":
        words = _("Another operator decided on {amount} to the freelancer")
    return words.format(amount=money_text(Money(entry.facts["to_freelancer"], dispute.job.currency)))
