"""The page of the books: the trial balance, the checks, and money that did not arrive."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from handsel.console.access import operator_page
from handsel.console.books.checking import check_now
from handsel.console.books.last_check import CheckResult, last_checks
from handsel.console.books.words import account_word
from handsel.kernel.json import Facts
from handsel.kernel.money import Money
from handsel.money.ledger.models import AccountKind
from handsel.money.rails.models import Deposit, Payout
from handsel.web.base.decorators import AuthenticatedRequest, actor_of

TRANSFERS_SHOWN = 20
RAIL = AccountKind.RAIL.value


@operator_page()
def books(request: AuthenticatedRequest) -> HttpResponse:
    """What the last check found, and the newest deposits and payouts that came to nothing."""
    results = last_checks()
    newest = results[0] if results else None
    context = {
        "newest": newest,
        "history": list(reversed(results)),
        "currencies": _currencies(newest) if newest else [],
        "transfers": [
            (_("Deposits that failed or were returned"), _to_nothing(Deposit)),
            (_("Payouts that failed or were returned"), _to_nothing(Payout)),
        ],
    }
    return render(request, "console/books/page.html", context)


@operator_page("POST")
def checking(request: AuthenticatedRequest) -> HttpResponse:
    """Have the books checked now."""
    check_now(actor_of(request))
    messages.success(request, _("The books are being checked. Open this page again in a moment."))
    return redirect("console-books")


def _currencies(result: CheckResult) -> list[Facts]:
    """The trial balance of each currency: what is in the bank, whose it is, and the difference."""
    return [
        {
            "currency": currency,
            "bank": Money(-sum(amount.minor for kind, amount in rows if kind == RAIL), currency),
            "rows": [(account_word(kind), amount) for kind, amount in rows if kind != RAIL],
            "difference": Money(-sum(amount.minor for _kind, amount in rows), currency),
        }
        for currency, rows in result.balances().items()
    ]


def _to_nothing(model: type[Deposit] | type[Payout]) -> list[Deposit | Payout]:
    return list(model.objects.came_to_nothing().select_related("party__person")[:TRANSFERS_SHOWN])
