"""Debts after returned deposits, and after claims, and repaying them from the wallet or the earnings."""

from handsel.kernel.json import Facts
from handsel.kernel.money import Money
from handsel.money.ledger.accounts import account_of, balance_of, debit_time, locked
from handsel.money.ledger.models import AccountKind
from handsel.money.ledger.posting import PostingInput, TransferInput, post
from handsel.money.rails.entries import DEBT_REPAID
from handsel.money.rails.refusals import NothingToMove
from handsel.people.models import Party, Person
from handsel.record.actions import ActionContext, ActionSpec, Actor, perform
from handsel.record.models import Chain

_DEBTS = {AccountKind.WALLET: AccountKind.OWED, AccountKind.EARNINGS: AccountKind.CLAIMED}
"""What is repaid from each."""


def owed_by(party: Party, currency: str) -> Money:
    """How much a party owes the house."""
    return -balance_of(account_of(party, AccountKind.OWED, currency))


def claimed_from(party: Party, currency: str) -> Money:
    """How much a party owes from its earnings, after claims that were upheld."""
    return -balance_of(account_of(party, AccountKind.CLAIMED, currency))


def repay(actor: Actor, person: Person, currency: str, *, source: AccountKind = AccountKind.WALLET) -> Facts:
    """Repay what is owed, as far as possible: from the wallet, or what was claimed from the earnings.

    Raises `NothingToMove` if that is nothing.
    """
    debt = _DEBTS[source]

    def body(context: ActionContext) -> Facts:
        account, owed = locked(
            account_of(person.party, source, currency), account_of(person.party, debt, currency)
        )
        amount = min(balance_of(account), -balance_of(owed))
        if amount.minor <= 0:
            raise NothingToMove
        posting = PostingInput(account, owed, amount)
        key, at = context.transfer_key("repay"), debit_time(account, context.at)
        post([TransferInput(key, "repay", (posting,), entry=context.id, at=at)])
        return amount.facts()

    request = {"currency": currency} | ({} if source is AccountKind.WALLET else {"source": source})
    return perform(ActionSpec(DEBT_REPAID, Chain.Kind.PERSON, person.pk, request), actor, body)
