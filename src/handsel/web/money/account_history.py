"""The history of a wallet or of earnings: a page of transactions, all or one sort of them, and the months."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from handsel.money.escrow.exit_fee import EXIT_FEE
from handsel.money.escrow.returning import FEE_REFUND, PAYMENT_REFUND
from handsel.money.ledger import history
from handsel.money.ledger.models import Account, AccountKind
from handsel.money.rails.models import Deposit
from handsel.money.rails.states import TransferState
from handsel.people.calendars import house_calendar
from handsel.web.base.decorators import AuthenticatedRequest
from handsel.web.money.statements import months
from handsel.web.money.transactions import TransactionRow, UnpostedRow, transaction_rows, unposted_rows

FAILED_SHOWN = 10

_WITHDRAWALS = {"withdrawals": (gettext_noop("Withdrawals"), ("payout", "sent back", "returned"))}
_FUNDED = ("fund", "release", "refund", PAYMENT_REFUND, FEE_REFUND, EXIT_FEE)
_Show = tuple[str, tuple[str, ...]]
SHOWS: Mapping[AccountKind, Mapping[str, _Show]] = {
    AccountKind.WALLET: {
        "deposits": (gettext_noop("Deposits"), ("deposit", "return", "repay")),
        "escrow": (gettext_noop("Escrow"), _FUNDED),
        **_WITHDRAWALS,
    },
    AccountKind.EARNINGS: {
        "payments": (gettext_noop("Payments"), ("release", "claim", PAYMENT_REFUND, FEE_REFUND, EXIT_FEE)),
        **_WITHDRAWALS,
    },
}
"""What the history may be narrowed to: a word, and the kinds of transfers that it shows."""


def account_history(request: AuthenticatedRequest, kind: AccountKind, currency: str) -> dict[str, Any]:
    """A page of what moved, with the deposits that did not on the first one; the filters, and the months.

    `line_count` counts both. A filter that is not known shows everything.
    """
    kinds, context = _filter(request.GET.get("show", ""), SHOWS[kind])
    has_deposits = kind == AccountKind.WALLET and (not kinds or "deposit" in kinds)
    unposted = _unposted(request, currency) if has_deposits else []
    account = Account.objects.filter(owner=request.user.party, kind=kind, currency=currency).first()
    if account is None:
        return {**context, "lines": unposted, "page_obj": None, "months": []}
    moved = history.months(account, house_calendar())
    count = None if kinds else sum(month.lines for month in moved)
    page_obj = history.page(account, _number(request), count=count, kinds=kinds)
    rows = transaction_rows(page_obj.lines)
    has_unposted = unposted and page_obj.number == 1
    return {
        **context,
        "lines": sorted([*unposted, *rows], key=_at, reverse=True) if has_unposted else rows,
        "page_obj": page_obj,
        "line_count": page_obj.count + len(unposted),
        "months": months(request.user, moved, currency),
    }


def _filter(shown: str, shows: Mapping[str, _Show]) -> tuple[tuple[str, ...], dict[str, Any]]:
    """The kinds of transfers that are shown, none for all; and what the page says of the filters."""
    kinds = shows[shown][1] if shown in shows else ()
    words = {name: _(word) for name, (word, _kinds) in shows.items()}
    return kinds, {"shown": shown if kinds else "", "shows": {"": _("Everything"), **words}}


def _unposted(request: AuthenticatedRequest, currency: str) -> list[UnpostedRow]:
    """The deposits on their way, and the latest that failed."""
    mine = Deposit.objects.of(request.user).filter(currency=currency)
    failed = mine.filter(state=TransferState.FAILED).order_by("-asked_at").values("pk")[:FAILED_SHOWN]
    return unposted_rows(mine.filter(Q(state=TransferState.PENDING) | Q(pk__in=failed)))


def _at(row: TransactionRow | UnpostedRow) -> datetime:
    return row.at


def _number(request: AuthenticatedRequest) -> int:
    written = request.GET.get("page", "1")
    return int(written) if written.isdecimal() and len(written) < 9 else 1
