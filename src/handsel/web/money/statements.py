"""Monthly statements, as a page and as CSV; each line links to its entry."""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from handsel.kernel import clock
from handsel.kernel.money import Money, zero
from handsel.kernel.refusals import NotFound
from handsel.money.ledger.history import AccountStatement, MonthSummary, statement_of_month
from handsel.money.ledger.models import Account, AccountKind
from handsel.people.calendars import house_calendar
from handsel.people.models import Person
from handsel.web.base.decorators import AuthenticatedRequest, page
from handsel.web.money.transactions import TransactionRow, summed, totals, transaction_rows

MONTHS_MAX = 24

_MOVED = {"amount": lambda row: row.line.amount}
_EARNED = {
    "gross": lambda row: row.gross,
    "fee": lambda row: row.fee if row.gross else None,
    "net": lambda row: row.line.amount,
}
"""The amount columns of a wallet and of earnings; gross and fee of a release sum to its net."""


@page()
def statement(request: AuthenticatedRequest, kind: str, currency: str, year: int, month: int) -> HttpResponse:
    """A month of the wallet or the earnings; in house time, so that all readers see the same."""
    account, first = _account_and_month(request, kind, currency, year, month)
    account_statement = statement_of_month(account, first, house_calendar())
    so_far = first == house_calendar().day_of(clock.now()).replace(day=1)
    context = {
        **_context(account_statement),
        "month": first,
        "so_far": so_far,
        "kind": kind,
        "currency": currency,
        "now": clock.now(),
    }
    with timezone.override(house_calendar().zone):
        return render(request, "web/money/statement.html", context)


@page()
def statement_csv(
    request: AuthenticatedRequest, kind: str, currency: str, year: int, month: int
) -> HttpResponse:
    """The same as CSV: decimal amounts, times in UTC."""
    account, first = _account_and_month(request, kind, currency, year, month)
    account_statement = statement_of_month(account, first, house_calendar())
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{kind}-{currency}-{first:%Y-%m}.csv"'
    amounts = _EARNED if kind == AccountKind.EARNINGS else _MOVED
    csv.writer(response).writerows(_rows(account_statement, first, amounts))
    return response


def _context(account_statement: AccountStatement) -> dict[str, object]:
    rows = transaction_rows(account_statement.lines)
    sums = totals(rows, account_statement.opening.currency)
    return {
        "statement": account_statement,
        "lines": rows,
        "totals": sums,
        "sums": summed(account_statement.sums, sums.fee),
    }


def _rows(
    account_statement: AccountStatement,
    first: date,
    amounts: Mapping[str, Callable[[TransactionRow], Money | None]],
) -> Iterator[list[object]]:
    yield ["at", "what", "job", *amounts, "balance", "currency", "record", "entry"]
    opens, currency = house_calendar().start_of(first).isoformat(), account_statement.opening.currency
    yield [opens, "opening", "", *("" for _ in amounts), account_statement.opening.decimal, currency, "", ""]
    for row in transaction_rows(account_statement.lines):
        line = row.line
        what = [line.at.isoformat(), line.kind, row.source.job if row.source else ""]
        sums = [_decimal(column(row)) for column in amounts.values()]
        yield [*what, *sums, line.balance.decimal, currency, row.number, line.entry]


def _decimal(amount: Money | None) -> object:
    return "" if amount is None else amount.decimal


def months(person: Person, moved: Sequence[MonthSummary], currency: str) -> list[MonthSummary]:
    """The months since a person joined, newest first, at most two years; months without transfers too."""
    calendar, nothing = house_calendar(), zero(currency)
    joined, this = (calendar.day_of(at).replace(day=1) for at in (person.joined_at, clock.now()))
    by_first = {month.first: month for month in moved}
    first, closing, summaries = min([joined, *by_first]), nothing, []
    while first <= this:
        month = by_first.get(first) or MonthSummary(first, 0, nothing, nothing, closing)
        closing = month.closing
        summaries.append(month)
        first = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return summaries[: -MONTHS_MAX - 1 : -1]


def _account_and_month(
    request: AuthenticatedRequest, kind: str, currency: str, year: int, month: int
) -> tuple[Account, date]:
    if kind not in (AccountKind.WALLET, AccountKind.EARNINGS) or not (
        1 <= month <= 12 and 1970 <= year <= 9998
    ):
        raise NotFound
    account = get_object_or_404(Account, owner=request.user.party, kind=kind, currency=currency)
    return account, date(year, month, 1)
