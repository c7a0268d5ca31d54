"""What claims left owed is repaid from later earnings by itself, daily (rules: disputes 6)."""

from datetime import datetime, timedelta

from handsel.kernel import identifiers
from handsel.kernel.identifiers import HOUSE
from handsel.money.ledger.accounts import account_of, balance_of
from handsel.money.ledger.models import AccountKind
from handsel.money.rails.debts import claimed_from, repay
from handsel.people.models import Party
from handsel.record.actions import Actor
from handsel.tasks.models import schedule

REPAY = "claim.repay"
_EVERY = timedelta(days=1)


def begin_repaying(party: Party, currency: str, at: datetime) -> None:
    """Schedule it, from the day after on."""
    schedule(REPAY, f"{party.pk}:{currency}", at=at + _EVERY)


def auto_repay(subject: str, at: datetime) -> None:
    """Take what was earned since for what is still owed, and go on until nothing is."""
    pk, currency = subject.split(":")
    party = Party.objects.select_related("person").get(pk=pk)
    owed = claimed_from(party, currency)
    if not owed:
        return
    if balance_of(account_of(party, AccountKind.EARNINGS, currency)):
        key = identifiers.derived(party.person_id, f"claims {currency} {at}")
        repay(Actor(HOUSE, at, key), party.person, currency, source=AccountKind.EARNINGS)
    if claimed_from(party, currency):
        begin_repaying(party, currency, at)
