"""Account history: pages of lines, and statements, each line with the balance after it.

Lines are ordered by time, then by posting.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, F, Min, Q, QuerySet, Sum, When, Window
from django.db.models.functions import TruncMonth

from handsel.kernel.calendar import Calendar
from handsel.kernel.money import Money
from handsel.money.ledger.models import Account, Posting

PAGE_LINES = 50

_PLACE = ("transfer__at", "transfer_id", "leg")


@dataclass(frozen=True)
class AccountLine:
    """A posting from the account's side: the amount (negative if it left) and the balance after it."""

    transfer_id: int
    kind: str
    entry: UUID
    at: datetime
    amount: Money
    balance: Money


@dataclass(frozen=True)
class AccountPage:
    """A page of an account's lines, newest first, and how many there are in all."""

    lines: list[AccountLine]
    number: int
    pages: int
    count: int


@dataclass(frozen=True)
class AccountStatement:
    """An account from a start (inclusive) to an end (exclusive): lines oldest first, and sums by kind."""

    opening: Money
    lines: list[AccountLine]
    sums: dict[str, Money]
    closing: Money


@dataclass(frozen=True)
class MonthSummary:
    """A month of an account: number of lines, money in, money out (negative), and closing balance."""

    first: date
    lines: int
    came: Money
    went: Money
    closing: Money


def page(
    account: Account,
    number: int = 1,
    *,
    size: int = PAGE_LINES,
    count: int | None = None,
    kinds: Collection[str] = (),
) -> AccountPage:
    """The nth page of an account's lines, newest first; a number beyond the last page gives the last.

    Pass `count`, the number of lines, if it is known already. `kinds` of transfers, if any, leave out the
    others; balances count all lines.
    """
    rows = _postings(account)
    if count is None:
        count = (rows.filter(transfer__kind__in=kinds) if kinds else rows).count()
    pages = max(1, -(-count // size))
    number = min(max(1, number), pages)
    lines_of = _of_kinds(_with_balance(rows), kinds) if kinds else _with_balance(rows)
    newest = lines_of.order_by(*(f"-{field}" for field in _PLACE))
    lines = [_line(row, account, opening=0) for row in newest[(number - 1) * size : number * size]]
    return AccountPage(lines, number, pages, count)


def months(account: Account, calendar: Calendar) -> list[MonthSummary]:
    """The months with postings, oldest first, in house time."""
    rows = _postings(account).annotate(month=TruncMonth("transfer__at", tzinfo=calendar.zone))
    came, went = (Sum("signed", filter=Q(**{f"signed__{side}": 0}), default=0) for side in ("gt", "lt"))
    sums = rows.values("month").annotate(lines=Count("*"), came=came, went=went).order_by("month")
    summaries, closing = [], 0
    for row in sums:
        closing += row["came"] + row["went"]
        amounts = [Money(int(minor), account.currency) for minor in (row["came"], row["went"], closing)]
        summaries.append(MonthSummary(row["month"].date(), row["lines"], *amounts))
    return summaries


def statement(account: Account, start: datetime, end: datetime) -> AccountStatement:
    """The statement of an account from `start` to `end`."""
    rows = _postings(account)
    opening = rows.filter(transfer__at__lt=start).aggregate(sum=Sum("signed"))["sum"] or 0
    between = _with_balance(rows.filter(transfer__at__gte=start, transfer__at__lt=end)).order_by(*_PLACE)
    lines = [_line(row, account, opening=opening) for row in between]
    sums: Counter[str] = Counter()
    for line in lines:
        sums[line.kind] += line.amount.minor
    return AccountStatement(
        opening=Money(opening, account.currency),
        lines=lines,
        sums={kind: Money(minor, account.currency) for kind, minor in sorted(sums.items())},
        closing=lines[-1].balance if lines else Money(opening, account.currency),
    )


def statement_of_month(account: Account, month: date, calendar: Calendar) -> AccountStatement:
    """The statement of the month of a day, in house time."""
    first = month.replace(day=1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return statement(account, calendar.start_of(first), calendar.start_of(following))


def _postings(account: Account) -> QuerySet[Posting]:
    signed = Case(When(target=account, then=F("amount")), default=-F("amount"))
    mine = Posting.objects.filter(Q(source=account) | Q(target=account))
    return mine.annotate(signed=signed).select_related("transfer")


def _with_balance(rows: QuerySet[Posting]) -> QuerySet[Posting]:
    return rows.annotate(running=Window(Sum("signed"), order_by=[F(field) for field in _PLACE]))


def _of_kinds(rows: QuerySet[Posting], kinds: Collection[str]) -> QuerySet[Posting]:
    """Only the lines of these kinds of transfers, with the balances that they have among all."""
    # A plain condition would be checked before the balances are summed, one on a window is checked after.
    kind = Window(Min("transfer__kind"), partition_by=[F("transfer_id")])
    return rows.annotate(line_kind=kind).filter(line_kind__in=kinds)


def _line(row: Any, account: Account, *, opening: int) -> AccountLine:
    return AccountLine(
        transfer_id=row.transfer_id,
        kind=row.transfer.kind,
        entry=row.transfer.entry,
        at=row.transfer.at,
        amount=Money(row.signed, account.currency),
        balance=Money(opening + row.running, account.currency),
    )
