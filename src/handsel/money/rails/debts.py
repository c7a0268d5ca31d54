"""Debts after returned deposits and claims, and repaying them from the wallet and then the earnings."""

from handsel.kernel.json import Facts
from handsel.kernel.money import Money, total
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
    """Repay the debt, as far as possible, from the wallet and then from earnings.

    Raises `NothingToMove` if that is nothing.
    """

    def body(context: ActionContext) -> Facts:
        kinds = (AccountKind.WALLET, AccountKind.EARNINGS, AccountKind.OWED)
        wallet, earnings, owed = locked(*(account_of(person.party, kind, currency) for kind in kinds))
        left, postings = -balance_of(owed), []
        for source in (wallet, earnings):
            part = min(balance_of(source), left)
            if part.minor > 0:
                postings.append(PostingInput(source, owed, part))
                left -= part
        if not postings:
            raise NothingToMove
        key = context.transfer_key("repay")
        at = max(debit_time(posting.source, context.at) for posting in postings)
        post([TransferInput(key, "repay", postings, entry=context.id, at=at)])
        return total((posting.amount for posting in postings), currency).facts()

    return perform(ActionSpec(DEBT_REPAID, Chain.Kind.PERSON, person.pk, {"currency": currency}), actor, body)
