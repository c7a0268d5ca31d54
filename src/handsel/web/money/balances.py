"""A person's balances: free, in review, and in escrow, by currency and side."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import DateTimeField, QuerySet, Value
from django.db.models.functions import Cast

from handsel.kernel.money import Money
from handsel.money.escrow.fees import HoldingTotals
from handsel.money.ledger.models import Account, AccountKind
from handsel.people.models import Party, Person
from handsel.work.hours.lifecycle import ENDED, WeekStage
from handsel.work.hours.models import JobWeek
from handsel.work.hours.pay import PaidTime, SheetAmounts, sheet_amounts
from handsel.work.jobs.lifecycle import Side
from handsel.work.jobs.models import Job
from handsel.work.milestones.lifecycle import HOLDING, Stage
from handsel.work.milestones.models import Milestone

_COUNTED = ("holding__funded", "holding__released", "holding__refunded")
_SHEET = ("sheet__protected", "sheet__unprotected", "rate")


@dataclass(frozen=True)
class Balance:
    """One side's money in one currency; `next_at` is when the next part is paid without an answer.

    That is a milestone of `next_amount`, or else a timesheet.
    """

    side: Side
    currency: str
    free: Money
    in_review: Money
    in_escrow: Money
    on_its_way: Money
    owed: Money
    claimed: Money
    next_amount: Money | None = None
    next_at: datetime | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not (
            self.free or self.in_review or self.in_escrow or self.on_its_way or self.owed or self.claimed
        )


def balances(person: Person) -> list[Balance]:
    """A person's money as client and as freelancer, currency by currency; one query."""
    accounts, held = _accounts_and_held(person)
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
class _AccountTotal:
    kind: str
    currency: str
    balance: int


@dataclass(frozen=True)
class _HeldSum:
    side: Side
    money: Money
    state: str
    release_at: datetime | None
    sheet: SheetAmounts

    @property
    def in_review(self) -> int:
        """How much waits for the client's answer: all of a delivery, and what the hours of a week cost."""
        if self.state == WeekStage.SETTLING:
            return min(self.sheet.whole, self.money.minor)
        return self.money.minor if self.state == Stage.DELIVERED else 0

    @property
    def next_amount(self) -> Money | None:
        """What is paid without an answer; of a week that is what its hours cost, and not all that is held."""
        return None if self.state == WeekStage.SETTLING else self.money


def _accounts_and_held(person: Person) -> tuple[list[_AccountTotal], list[_HeldSum]]:
    """What is on a person's accounts, and what is held for milestones and weeks of their jobs."""
    accounts, held = [], []
    for owner, state, release_at, currency, *counted in _rows(person):
        if state in AccountKind:
            accounts.append(_AccountTotal(state, currency, counted[0]))
            continue
        side = Side.CLIENT if owner == person.pk else Side.FREELANCER
        money, sheet = Money(HoldingTotals(*counted[:3]).left, currency), _sheet(*counted[3:])
        held.append(_HeldSum(side, money, state, release_at, sheet))
    return accounts, held


def _sheet(protected: int | None, unprotected: int | None, rate: int) -> SheetAmounts:
    """What the timesheet of a week costs; nothing where there is none."""
    return sheet_amounts(PaidTime(protected or 0, unprotected or 0), rate)


def _rows(person: Person) -> "QuerySet[Any, tuple[Any, ...]]":
    """Whose, in which state, released when, and counted how: milestones, weeks and accounts together."""
    mine, never, nothing = Job.objects.of(person), Cast(Value(None), DateTimeField()), Value(0)
    milestones = Milestone.objects.filter(stage__in=HOLDING, job__in=mine).order_by()
    weeks = JobWeek.objects.filter(holding__isnull=False, job__in=mine).exclude(stage__in=ENDED).order_by()
    accounts = Account.objects.filter(owner__in=Party.objects.of(person)).exclude(kind=AccountKind.HOLDING)
    client, currency = "job__client__person", "holding__currency"
    return milestones.values_list(client, "stage", "release_at", currency, *_COUNTED, *[nothing] * 3).union(
        weeks.values_list(client, "stage", "sheet__review_ends_at", currency, *_COUNTED, *_SHEET),
        accounts.values_list("owner__person", "kind", never, "currency", "balance", *[nothing] * 5),
        all=True,
    )


def _has(side: Side, accounts: list[_AccountTotal], held: list[_HeldSum]) -> bool:
    kind = AccountKind.WALLET if side is Side.CLIENT else AccountKind.EARNINGS
    return any(row.side is side for row in held) or any(row.kind == kind and row.balance for row in accounts)


def _currencies(accounts: Iterable[_AccountTotal], held: Iterable[_HeldSum]) -> list[str]:
    return sorted({row.currency for row in accounts} | {row.money.currency for row in held})


def _balance(side: Side, currency: str, accounts: list[_AccountTotal], held: list[_HeldSum]) -> Balance:
    mine = [row for row in held if row.side is side and row.money.currency == currency]
    balances = {row.kind: row.balance for row in accounts if row.currency == currency}
    kind = AccountKind.WALLET if side is Side.CLIENT else AccountKind.EARNINGS
    timed = sorted((row for row in mine if row.release_at), key=lambda row: row.release_at or datetime.max)
    return Balance(
        side=side,
        currency=currency,
        free=Money(balances.get(kind, 0), currency),
        in_review=Money(sum(row.in_review for row in mine), currency),
        in_escrow=Money(sum(row.money.minor - row.in_review for row in mine), currency),
        on_its_way=Money(balances.get(AccountKind.PAYOUTS, 0), currency),
        owed=Money(-balances.get(AccountKind.OWED, 0), currency),
        claimed=Money(-balances.get(AccountKind.CLAIMED, 0), currency),
        next_amount=timed[0].next_amount if timed else None,
        next_at=timed[0].release_at if timed else None,
    )
