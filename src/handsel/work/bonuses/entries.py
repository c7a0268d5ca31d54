"""The entry by which a bonus is paid."""

from django.utils.translation import gettext as _

from handsel.kernel.json import Facts
from handsel.money.escrow.tables import HoldingAfter
from handsel.money.invoices.entries import PaymentFacts, received_text, replay_invoices, you_received_text
from handsel.record.kinds import Audience, Group, declare
from handsel.record.replay import ChainState, ReplayedEntry
from handsel.record.shapes import Currency, Identifier, Minor, Text, shape
from handsel.record.wording import TargetPage, Wording, amount


@shape
class BonusFacts(PaymentFacts):
    """A bonus: its amount and reason, and the holding that it went through."""

    bonus: Identifier
    amount: Minor
    currency: Currency
    reason: Text
    after: HoldingAfter


def _paid(who: str, facts: Facts) -> Wording:
    title = _("{who} paid a bonus of {amount}").format(who=who, amount=amount(facts))
    return Wording(
        title,
        received_text(facts),
        TargetPage.BILLING,
        facts["reason"],
        amount=amount(facts),
        to_freelancer=you_received_text(facts),
    )


def _replay(state: ChainState, entry: ReplayedEntry) -> None:
    facts = entry.facts
    columns = {"amount": facts["amount"], "reason": facts["reason"], "paid_at": entry.at}
    state.row("bonus", facts["bonus"]).update(columns, **facts["after"])
    replay_invoices(state, entry, facts["invoices"])


PAID = declare(
    "bonus.paid",
    shape=BonusFacts,
    wording=_paid,
    tone="good",
    icon="money",
    group=Group.MONEY,
    audience=Audience.EVERYONE,
    replay=_replay,
)
