"""What a party owes the house after a returned deposit, and repaying it from the wallet."""

from handsel.kernel.json import Facts
from handsel.kernel.money import Money
from handsel.money.ledger.accounts import account_of, balance_of, locked
from handsel.money.ledger.models import Kind
from handsel.money.ledger.posting import Leg, Move, post
from handsel.money.rails.refusals import NothingToMove
from handsel.people.models import Party, Person
from handsel.record.deeds import Asked, By, Deed, enact
from handsel.record.models import Chain


def owed_by(party: Party, currency: str) -> Money:
    """How much a party owes the house."""
    return -balance_of(account_of(party, Kind.OWED, currency))


def repay(by: By, person: Person, currency: str) -> Facts:
    """Repay what is owed from the wallet, as far as it goes; raises `NothingToMove` when that is nothing."""

    def body(deed: Deed) -> Facts:
        wallet, owed = locked(
            account_of(person.party, Kind.WALLET, currency), account_of(person.party, Kind.OWED, currency)
        )
        amount = min(balance_of(wallet), -balance_of(owed))
        if amount.minor <= 0:
            raise NothingToMove
        leg = Leg(wallet, owed, amount)
        post([Move(deed.transfer_key("repay"), "repay", (leg,), entry=deed.id, at=deed.at)])
        return amount.facts()

    return enact(Asked("debt.repaid", Chain.Kind.PERSON, person.pk, {"currency": currency}), by, body)
