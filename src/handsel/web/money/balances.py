"""A person's balances: free, in review, and in escrow, by currency and side."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import DateTimeField, F, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Cast, Coalesce, Concat

from handsel.kernel.money import Money
from handsel.money.escrow.fees import HoldingTotals
from handsel.money.ledger.models import Account, AccountKind
from handsel.money.rails.models import Payout
from handsel.money.rails.states import TransferState
from handsel.people.models import Party, Person
from handsel.web.money.balance import Balance
from handsel.work.hours.lifecycle import ENDED, FROZEN, SheetStage, WeekStage
from handsel.work.hours.models import JobWeek, ReviewedBlock
from handsel.work.hours.pay import PaidTime, SheetAmounts, sheet_amounts
from handsel.work.jobs.lifecycle import Side
from handsel.work.jobs.models import Job
from handsel.work.milestones.lifecycle import HOLDING, Stage
from handsel.work.milestones.models import Milestone

_COUNTED = ("holding__funded", "holding__released", "holding__refunded")
_ON_ITS_WAY = "payout from "  # In the rows, before the kind of the account that a payout left.
_NOT_HERE = (AccountKind.HOLDING, AccountKind.PAYOUTS)
_SHEET = ("sheet__stage", "sheet__protected", "sheet__unprotected", "sheet__missing", "rate")


def balances(person: Person) -> list[Balance]:
    """A person's money as client and as freelancer, currency by currency; one query."""
    accounts, held = _accounts_and_held(person)
    active = {Side.CLIENT: person.hires, Side.FREELANCER: person.works}
    sides = [side for side, is_active in active.items() if is_active or _has(side, accounts, held)]
    currencies = _currencies(accounts, held)
    candidates = [_balance(side, currency, accounts, held) for side in sides for currency in currencies]
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
    frozen: int = 0

    @property
    def in_review(self) -> int:
        """How much waits for the client's answer: what a delivery has free, and what a week's review pays."""
        if self.state == WeekStage.SETTLING:
            return min(self.sheet.whole, self.money.minor)
        return self.money.minor - self.frozen if self.state == Stage.DELIVERED else 0

    @property
    def objected(self) -> int:
        """How much is held for what is disputed of a milestone, or for blocks of a week."""
        return min(self.frozen, self.money.minor - self.in_review)

    @property
    def coming_back(self) -> int:
        """How much of a week in review nothing waits for."""
        is_settling = self.state == WeekStage.SETTLING
        return self.money.minor - self.in_review - self.objected if is_settling else 0

    @property
    def in_escrow(self) -> int:
        """How much is for work that is still to be done."""
        return self.money.minor - self.in_review - self.objected - self.coming_back

    @property
    def next_amount(self) -> Money | None:
        """What is released of a milestone without an answer; nothing is said of a week."""
        return None if self.state == WeekStage.SETTLING else Money(self.in_review, self.money.currency)


def _accounts_and_held(person: Person) -> tuple[list[_AccountTotal], list[_HeldSum]]:
    """What is on a person's accounts, and what is held for milestones and weeks of their jobs."""
    accounts, held = [], []
    for owner, state, release_at, currency, *counted in _rows(person):
        if state in AccountKind or state.startswith(_ON_ITS_WAY):
            accounts.append(_AccountTotal(state, currency, counted[0]))
            continue
        side = Side.CLIENT if owner == person.pk else Side.FREELANCER
        money, sheet = Money(HoldingTotals(*counted[:3]).left, currency), _sheet(*counted[3:9])
        held.append(_HeldSum(side, money, state, release_at, sheet, int(counted[9])))
    return accounts, held


def _sheet(stage: str | None, *counted: int | None) -> SheetAmounts:
    """What the review of a week pays, but for blocks that were taken out; nothing unless it is in review."""
    if stage != SheetStage.SUBMITTED:
        return SheetAmounts()
    protected, unprotected, missing, rate, taken = (number or 0 for number in counted)
    return sheet_amounts(PaidTime(protected, unprotected), rate).less(unprotected=taken - missing)


def _rows(person: Person) -> "QuerySet[Any, tuple[Any, ...]]":
    """Whose, in which state, released when, and counted how: milestones, weeks and accounts together."""
    mine, never, nothing = Job.objects.of(person), Cast(Value(None), DateTimeField()), Value(0)
    milestones = Milestone.objects.filter(stage__in=HOLDING, job__in=mine).order_by()
    weeks = JobWeek.objects.filter(holding__isnull=False, job__in=mine).exclude(stage__in=ENDED).order_by()
    accounts = Account.objects.filter(owner__in=Party.objects.of(person)).exclude(kind__in=_NOT_HERE)
    payouts = Payout.objects.of(person).filter(state=TransferState.PENDING).order_by()
    client, currency = "job__client__person", "holding__currency"
    objected, frozen = ReviewedBlock.objects.filter(stage__in=FROZEN), [nothing] * 5 + [F("holding__frozen")]
    sheet = (*_SHEET, _sum_of(ReviewedBlock.objects.all()), _sum_of(objected))
    source, none, blank = (
        Concat(Value(_ON_ITS_WAY), "source"),
        Value(""),
        [nothing] * 2 + [Value("")] + [nothing] * 6,
    )
    return milestones.values_list(client, "stage", "release_at", currency, *_COUNTED, none, *frozen).union(
        weeks.values_list(client, "stage", "sheet__review_ends_at", currency, *_COUNTED, *sheet),
        accounts.values_list("owner__person", "kind", never, "currency", "balance", *blank),
        payouts.values_list("party__person", source, never, "currency", "amount", *blank),
        all=True,
    )


def _sum_of(blocks: "QuerySet[ReviewedBlock]") -> Coalesce:
    """What some blocks of the timesheet of a week cost."""
    rows = blocks.filter(sheet__week=OuterRef("pk")).order_by().values("sheet")
    return Coalesce(Subquery(rows.annotate(sum=Sum("amount")).values("sum")), Value(0))


_ACCOUNTS = {
    Side.CLIENT: (AccountKind.WALLET, AccountKind.OWED, AccountKind.DUE),
    Side.FREELANCER: (AccountKind.EARNINGS, AccountKind.CLAIMED),
}
"""The accounts of each side; the first has what is free."""


def _has(side: Side, accounts: list[_AccountTotal], held: list[_HeldSum]) -> bool:
    kinds = {*_ACCOUNTS[side], _ON_ITS_WAY + _ACCOUNTS[side][0]}
    return any(row.side is side for row in held) or any(row.kind in kinds and row.balance for row in accounts)


def _currencies(accounts: Iterable[_AccountTotal], held: Iterable[_HeldSum]) -> list[str]:
    return sorted({row.currency for row in accounts} | {row.money.currency for row in held})


def _balance(side: Side, currency: str, accounts: list[_AccountTotal], held: list[_HeldSum]) -> Balance:
    mine = [row for row in held if row.side is side and row.money.currency == currency]
    ours = [row for row in accounts if row.currency == currency]
    balances = {row.kind: row.balance for row in ours if row.kind in _ACCOUNTS[side]}
    kind = _ACCOUNTS[side][0]
    dues = [row for row in ours if row.kind == AccountKind.DUE and side is Side.CLIENT]
    timed = [row for row in mine if row.release_at and row.in_review]
    timed.sort(key=lambda row: row.release_at or datetime.max)
    return Balance(
        side=side,
        currency=currency,
        free=Money(balances.get(kind, 0), currency),
        in_review=Money(sum(row.in_review for row in mine), currency),
        in_escrow=Money(sum(row.in_escrow for row in mine), currency),
        objected=Money(sum(row.objected for row in mine), currency),
        coming_back=Money(sum(row.coming_back for row in mine), currency),
        on_its_way=Money(sum(row.balance for row in ours if row.kind == _ON_ITS_WAY + kind), currency),
        owed=Money(-balances.get(AccountKind.OWED, 0), currency),
        claimed=Money(-balances.get(AccountKind.CLAIMED, 0), currency),
        due=Money(sum(row.balance for row in dues), currency),
        next_amount=timed[0].next_amount if timed else None,
        next_at=timed[0].release_at if timed else None,
    )
