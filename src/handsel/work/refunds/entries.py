"""The entry by which a freelancer gives back a part of a payment."""

from django.utils.translation import gettext as _
from typing_extensions import TypedDict

from handsel.kernel.json import Facts
from handsel.money.invoices.entries import InvoiceFacts, replay_invoices
from handsel.record.kinds import Audience, Group, declare
from handsel.record.replay import ChainState, ReplayedEntry
from handsel.record.shapes import Currency, Identifier, Minor, Text, shape
from handsel.record.wording import TargetPage, Wording, amount


@shape
class PaymentRefundFacts(TypedDict):
    """What was given back of the payment by an earlier entry, with its credit notes.

    The client got `to_client`, and it cost the freelancer `cost`: the fee returns to whoever paid it.
    """

    payment: Identifier
    invoice: Text
    amount: Minor
    currency: Currency
    to_client: Minor
    cost: Minor
    fee_returned: Minor
    reason: Text
    credit_note: Text
    invoices: list[InvoiceFacts]


def _refunded(who: str, facts: Facts) -> Wording:
    title = _("{who} refunded {amount} of invoice {invoice}")
    if not facts["fee_returned"]:
        detail = _("It came from the freelancer’s earnings, and is in the client’s wallet.")
    elif facts["to_client"] > facts["amount"]:
        detail = _("The client received {sum}, with {fee} of the fee.")
    else:
        detail = _("It cost the freelancer {cost}, since {fee} of the fee came back.")
    return Wording(
        title.format(who=who, amount=amount(facts), invoice=facts["invoice"]),
        detail.format(
            sum=amount(facts, "to_client"),
            fee=amount(facts, "fee_returned"),
            cost=amount(facts, "cost"),
        ),
        TargetPage.BILLING,
        facts["reason"],
        amount=amount(facts, "to_client"),
        to_client="" if facts["fee_returned"] else _("It is in your wallet."),
    )


def _replay(state: ChainState, entry: ReplayedEntry) -> None:
    replay_invoices(state, entry, entry.facts["invoices"])


PAYMENT_REFUNDED = declare(
    "payment.refunded",
    shape=PaymentRefundFacts,
    wording=_refunded,
    tone="mute",
    icon="return",
    group=Group.MONEY,
    audience=Audience.EVERYONE,
    replay=_replay,
)
