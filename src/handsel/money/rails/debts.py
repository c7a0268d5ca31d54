"""Debts after returned deposits, and repaying them from the wallet."""

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


def owed_by(party: Party, currency: str) -> Money:
    """How much a party owes the house."""
    return -balance_of(account_of(party, AccountKind.OWED, currency))


def repay(actor: Actor, person: Person, currency: str) -> Facts:
    """Repay the debt from the wallet, as far as possible; raises `NothingToMove` if that is nothing."""

    def body(context: ActionContext) -> Facts:
        wallet, owed = locked(
            account_of(person.party, AccountKind.WALLET, currency),
            account_of(person.party, AccountKind.OWED, currency),
        )
        amount = min(balance_of(wallet), -balance_of(owed))
        if amount.minor <= 0:
            raise NothingToMove
        posting = PostingInput(wallet, owed, amount)
        key, at = context.transfer_key("repay"), debit_time(wallet, context.at)
        post([TransferInput(key, "repay", (posting,), entry=context.id, at=at)])
        return amount.facts()

    return perform(ActionSpec(DEBT_REPAID, Chain.Kind.PERSON, person.pk, {"currency": currency}), actor, body)
