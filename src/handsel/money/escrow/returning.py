"""Give back what was paid out of escrow: from the freelancer's earnings, and its fee to whoever paid it."""

from handsel.kernel.money import Money
from handsel.money.escrow.fees import ReturnSplit
from handsel.money.ledger.accounts import account_of, debit_time, house_account
from handsel.money.ledger.models import AccountKind
from handsel.money.ledger.posting import PostingInput, TransferInput, post
from handsel.people.models import Party
from handsel.policy.rules import FeePayer
from handsel.record.actions import ActionContext

PAYMENT_REFUND, FEE_REFUND = "payment refund", "fee refund"
"""The kinds of transfers that give back a part of a payment, and the fee on it."""


def return_payment(
    context: ActionContext, split: ReturnSplit, *, client: Party, freelancer: Party, currency: str
) -> None:
    """Move a part of a payment to the client's wallet; raises `Overdrawn` if the earnings are too low.

    A fee that the freelancer paid returns first, and so covers its share of the part.
    """
    earnings = account_of(freelancer, AccountKind.EARNINGS, currency)
    wallet = account_of(client, AccountKind.WALLET, currency)
    postings = {PAYMENT_REFUND: PostingInput(earnings, wallet, Money(split.part, currency))}
    if split.fee:
        fees = house_account(AccountKind.FEES, currency)
        payer = wallet if split.payer is FeePayer.CLIENT else earnings
        postings = {FEE_REFUND: PostingInput(fees, payer, Money(split.fee, currency)), **postings}
    at = debit_time(earnings, context.at)
    post(
        [
            TransferInput(context.transfer_key(kind), kind, [posting], context.id, at)
            for kind, posting in postings.items()
        ]
    )
