"""Give back what was paid out of escrow: from the freelancer's earnings, and its fee to whoever paid it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from handsel.kernel.money import Money
from handsel.money.escrow.fees import ReturnSplit
from handsel.money.ledger.accounts import account_of, balance_of, debit_time, house_account, locked
from handsel.money.ledger.models import Account, AccountKind
from handsel.money.ledger.posting import PostingInput, TransferInput, post
from handsel.people.models import Party
from handsel.policy.rules import FeePayer
from handsel.record.actions import ActionContext

PAYMENT_REFUND, FEE_REFUND = "payment refund", "fee refund"
"""The kinds of transfers that give back a part of a payment, and the fee on it."""


def return_payment(
    context: ActionContext,
    split: ReturnSplit,
    *,
    client: Party,
    freelancer: Party,
    currency: str,
    may_owe: bool = False,
) -> int:
    """Move a part of a payment to the client's wallet; raises `Overdrawn` if the earnings are too low.

    A fee that the freelancer paid returns first, and so covers its share of the part. Where the freelancer
    `may_owe` the house what the earnings lack, it gives that; 0 otherwise.
    """
    earnings = account_of(freelancer, AccountKind.EARNINGS, currency)
    wallet = account_of(client, AccountKind.WALLET, currency)
    owed = _lacking(split, earnings) if may_owe else 0
    postings = {PAYMENT_REFUND: _postings(earnings, wallet, split.part - owed)}
    if owed:
        debt = account_of(freelancer, AccountKind.CLAIMED, currency)
        postings[PAYMENT_REFUND] += _postings(debt, wallet, owed)
    if split.fee:
        fees = house_account(AccountKind.FEES, currency)
        payer = wallet if split.payer is FeePayer.CLIENT else earnings
        postings = {FEE_REFUND: _postings(fees, payer, split.fee), **postings}
    _post_each(context, postings, debit_time(earnings, context.at))
    return owed


def _postings(source: Account, target: Account, minor: int) -> list[PostingInput]:
    """What moves so much; nothing moves nothing."""
    return [PostingInput(source, target, Money(minor, target.currency))] if minor else []


def _post_each(context: ActionContext, postings: Mapping[str, Sequence[PostingInput]], at: datetime) -> None:
    """A transfer for each kind."""
    transfers = [
        TransferInput(context.transfer_key(kind), kind, some, context.id, at)
        for kind, some in postings.items()
    ]
    post(transfers)


def _lacking(split: ReturnSplit, earnings: Account) -> int:
    """What the earnings lack of a part, once a fee that the freelancer paid has returned to them."""
    (row,) = locked(earnings)
    back = split.fee if split.payer is FeePayer.FREELANCER else 0
    return max(split.part - max(balance_of(row).minor, 0) - back, 0)
