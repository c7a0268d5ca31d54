"""Reconciling a rail: its statement against the deposits and payouts of the site."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from handsel.money.ledger.accounts import balance_of, house_account
from handsel.money.ledger.models import Account, AccountKind
from handsel.money.rails import deposits, payouts
from handsel.money.rails.models import Deposit, Payout
from handsel.money.rails.port import StatementLine, rail_named
from handsel.money.rails.states import TransferState
from handsel.tasks.models import Task

_MOVED = {
    TransferState.PENDING: 0,
    TransferState.SETTLED: 1,
    TransferState.FAILED: 0,
    TransferState.RETURNED: 2,
}
"""How many lines of a statement a transfer of a state has: one each way."""


@dataclass(frozen=True)
class Discrepancy:
    """A transfer on which rail and site differ, or an account that is not what its transfers add up to.

    `booked` and `stated` are minor units: of a transfer its movements here and at the rail; of an account,
    which has no transfer, its balance and the sum of its transfers.
    """

    rail: str
    transfer: UUID | None
    currency: str
    booked: tuple[int, ...]
    stated: tuple[int, ...]

    def __str__(self) -> str:
        subject = f"transfer {self.transfer}" if self.transfer else "the account"
        booked, stated = _minor(self.booked), _minor(self.stated)
        return f"{self.rail}: {subject} in {self.currency}: booked {booked}, stated {stated}."


def reconcile(rail: str, until: datetime) -> Iterator[Discrepancy]:
    """Each difference between a rail's statement and the site's books; none if they agree.

    People may be at work meanwhile: left out is what waits for its task, and what has moved since `until`.
    """
    waiting, lines = _waiting(until), list(_booked_lines(rail))
    balances = {
        currency: -balance_of(house_account(AccountKind.RAIL, currency, rail)).minor
        for currency in _currencies(rail).union(line.currency for line in lines)
    }
    moved = _moved_since(until)
    stated, booked = _by_transfer(rail_named(rail).statement(until)), _by_transfer(lines)
    for transfer, currency in sorted(stated.keys() | booked.keys()):
        key = (transfer, currency)
        if transfer not in waiting | moved.keys() and stated.get(key) != booked.get(key):
            yield Discrepancy(rail, *key, booked.get(key, ()), stated.get(key, ()))
    for currency in sorted(balances.keys() - moved.values()):
        total = sum(line.amount for line in lines if line.currency == currency)
        if total != balances[currency]:
            yield Discrepancy(rail, None, currency, (balances[currency],), (total,))


def _minor(amounts: tuple[int, ...]) -> str:
    return " and ".join(f"{amount:,}" for amount in amounts) or "nothing"


def _waiting(until: datetime) -> set[UUID]:
    tasks = Task.objects.filter(kind__in=(deposits.STEP, payouts.STEP), due_at__lte=until, given_up_at=None)
    return {UUID(subject) for subject in tasks.values_list("subject", flat=True)}


def _moved_since(until: datetime) -> dict[UUID, str]:
    """The transfers that came to a state after an instant, and their currencies."""
    rows = [
        model.objects.filter(ended_at__gt=until).values_list("pk", "currency") for model in (Deposit, Payout)
    ]
    return {pk: currency for moved in rows for pk, currency in moved}


def _by_transfer(lines: Iterable[StatementLine]) -> dict[tuple[UUID, str], tuple[int, ...]]:
    """The amounts of each transfer and currency, the smallest first."""
    amounts: dict[tuple[UUID, str], tuple[int, ...]] = {}
    for line in lines:
        key = (line.transfer, line.currency)
        amounts[key] = tuple(sorted((*amounts.get(key, ()), line.amount)))
    return amounts


def _booked_lines(rail: str) -> Iterator[StatementLine]:
    for model, sign in ((Deposit, 1), (Payout, -1)):
        for transfer in model.objects.filter(rail=rail).iterator():
            for way in range(_MOVED[TransferState(transfer.state)]):
                amount = transfer.amount * sign * (-1 if way else 1)
                yield StatementLine(transfer.pk, amount, transfer.currency)


def _currencies(rail: str) -> set[str]:
    accounts = Account.objects.filter(kind=AccountKind.RAIL, code__startswith=f"{AccountKind.RAIL}:{rail}:")
    return set(accounts.values_list("currency", flat=True))
