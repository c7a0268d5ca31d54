"""A person's balances: free, in review, and in escrow, by currency and side."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from handsel.kernel.money import Money
from handsel.money.escrow.fees import HoldingTotals
from handsel.money.ledger.models import Account, AccountKind
from handsel.people.models import Party, Person
from handsel.work.jobs.lifecycle import Side
from handsel.work.jobs.models import Job
from handsel.work.milestones.lifecycle import HOLDING, Stage
from handsel.work.milestones.models import Milestone

_COUNTED = ("holding__funded", "holding__released", "holding__refunded")


@dataclass(frozen=True)
class Balance:
    """One side's money in one currency, in minor units; `next_at` is when the next part releases."""

    side: Side
    currency: str
    free: Money
    in_review: Money
    in_escrow: Money
    on_its_way: Money
    owed: Money
    next_amount: Money | None = None
    next_at: datetime | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not (self.free or self.in_review or self.in_escrow or self.on_its_way or self.owed)


def balances(person: Person) -> list[Balance]:
    """A person's money as client and as freelancer, currency by currency; two queries."""
    accounts = list(
        Account.objects.filter(owner__in=Party.objects.of(person)).exclude(kind=AccountKind.HOLDING)
    )
    held = _held(person)
    sides = [
        side
        for side, is_active in ((Side.CLIENT, person.hires), (Side.FREELANCER, person.works))
        if is_active
    ]
    sides = [side for side in (Side.CLIENT, Side.FREELANCER) if side in sides or _has(side, accounts, held)]
    candidates = [
        _balance(side, currency, accounts, held) for side in sides for currency in _currencies(accounts, held)
    ]
    return [balance for balance in candidates if not balance.is_empty] or [
        _balance(side, settings.HOUSE_CURRENCY, [], []) for side in sides
    ]


@dataclass(frozen=True)
class _HeldSum:
    side: Side
    money: Money
    delivered: bool
    release_at: datetime | None


def _held(person: Person) -> list[_HeldSum]:
    rows = Milestone.objects.filter(stage__in=HOLDING, job__in=Job.objects.of(person))
    values = rows.values_list("job__client__person", "stage", "release_at", "holding__currency", *_COUNTED)
    return [
        _HeldSum(
            Side.CLIENT if client == person.pk else Side.FREELANCER,
            Money(HoldingTotals(*counted).left, currency),
            stage == Stage.DELIVERED,
            release_at,
        )
        for client, stage, release_at, currency, *counted in values
    ]


def _has(side: Side, accounts: list[Account], held: list[_HeldSum]) -> bool:
    kind = AccountKind.WALLET if side is Side.CLIENT else AccountKind.EARNINGS
    return any(row.side is side for row in held) or any(row.kind == kind and row.balance for row in accounts)


def _currencies(accounts: Iterable[Account], held: Iterable[_HeldSum]) -> list[str]:
    return sorted({row.currency for row in accounts} | {row.money.currency for row in held})


def _balance(side: Side, currency: str, accounts: list[Account], held: list[_HeldSum]) -> Balance:
    mine = [row for row in held if row.side is side and row.money.currency == currency]
    balances = {row.kind: row.balance for row in accounts if row.currency == currency}
    kind = AccountKind.WALLET if side is Side.CLIENT else AccountKind.EARNINGS
    timed = sorted((row for row in mine if row.release_at), key=lambda row: row.release_at or datetime.max)
    return Balance(
        side=side,
        currency=currency,
        free=Money(balances.get(kind, 0), currency),
        in_review=Money(sum(row.money.minor for row in mine if row.delivered), currency),
        in_escrow=Money(sum(row.money.minor for row in mine if not row.delivered), currency),
        on_its_way=Money(balances.get(AccountKind.PAYOUTS, 0), currency),
        owed=Money(-balances.get(AccountKind.OWED, 0), currency),
        next_amount=timed[0].money if timed else None,
        next_at=timed[0].release_at if timed else None,
    )
