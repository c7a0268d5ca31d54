"""The fee of an exit, from the client's wallet to the house (rules: off-platform payment 6)."""

from handsel.kernel.money import Money
from handsel.money.escrow.holdings import refuse_debtor
from handsel.money.ledger.accounts import account_of, debit_time, house_account
from handsel.money.ledger.models import AccountKind
from handsel.money.ledger.posting import PostingInput, TransferInput, post
from handsel.people.models import Party
from handsel.record.actions import ActionContext

EXIT_FEE = "exit fee"
"""The kind of the transfer."""


def charge_exit_fee(context: ActionContext, client: Party, fee: Money) -> None:
    """Move the fee from the client's wallet to the house.

    Raises `FundingWaits` while the client owes the house, and `Overdrawn` if the wallet has too little.
    """
    refuse_debtor(client, fee.currency)
    wallet = account_of(client, AccountKind.WALLET, fee.currency)
    posting = PostingInput(wallet, house_account(AccountKind.FEES, fee.currency), fee)
    key, at = context.transfer_key(EXIT_FEE), debit_time(wallet, context.at)
    post([TransferInput(key, EXIT_FEE, [posting], entry=context.id, at=at)])
