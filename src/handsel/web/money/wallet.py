"""The wallet and the earnings: adding funds, withdrawing, and all transactions."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from handsel.kernel import clock
from handsel.kernel.money import Money
from handsel.kernel.refusals import NotFound
from handsel.money.ledger.accounts import account_of, balance_of
from handsel.money.ledger.models import AccountKind
from handsel.money.ledger.refusals import Overdrawn
from handsel.money.rails import debts, deposits, payouts
from handsel.money.rails.refusals import BankRefused
from handsel.money.rails.states import Method, TransferState
from handsel.people.models import Person
from handsel.ui.money_format import money_text
from handsel.web.base.amounts import amount_input
from handsel.web.base.confirming import confirm_first
from handsel.web.base.decorators import AuthenticatedRequest, actor_of, page
from handsel.web.base.page_forms import add_refusal
from handsel.web.money.account_history import account_history
from handsel.web.money.auto_funding import auto_funding
from handsel.web.money.balance import Balance
from handsel.web.money.balances import balances
from handsel.web.money.forms import DepositForm, PayoutForm, currency_in
from handsel.web.money.rail_forms import rail_forms
from handsel.work.jobs.lifecycle import Side


@page("GET", "POST")
def wallet(request: AuthenticatedRequest) -> HttpResponse:
    """A client's wallet; a POST adds funds."""
    currency = currency_in(request.GET.get("currency"))
    form = rail_forms().deposit(request.POST or None, currency=currency)
    if request.method == "POST" and form.is_valid():
        try:
            return _deposit(request, form)
        except BankRefused as refusal:
            add_refusal(form, refusal)
    return _page(request, AccountKind.WALLET, currency, form)


@page()
def earnings(request: AuthenticatedRequest) -> HttpResponse:
    """What a freelancer has earned and not yet withdrawn."""
    return _page(request, AccountKind.EARNINGS, currency_in(request.GET.get("currency")), None)


@page("POST")
@confirm_first
def withdrawal(request: AuthenticatedRequest, kind: str) -> HttpResponse:
    """Withdraw from the wallet or from the earnings."""
    if kind not in (AccountKind.WALLET, AccountKind.EARNINGS):
        raise NotFound
    currency = currency_in(request.GET.get("currency"))
    form = rail_forms().payout(request.POST, currency=currency)
    if form.is_valid():
        try:
            return _payout(request, form, AccountKind(kind))
        except Overdrawn:
            form.add_error("amount", _available_text(request, AccountKind(kind), currency))
    return _page(request, AccountKind(kind), currency, None, payout=form)


@page("POST")
def repayment(request: AuthenticatedRequest) -> HttpResponse:
    """Repay from your wallet, or what was claimed from your earnings."""
    currency = currency_in(request.GET.get("currency"))
    by_earnings = "claims" in request.POST
    source = AccountKind.EARNINGS if by_earnings else AccountKind.WALLET
    debts.repay(actor_of(request), request.user, currency, source=source)
    messages.success(
        request, _("Repaid from your earnings.") if by_earnings else _("Repaid from your wallet.")
    )
    return redirect(f"{reverse(source.value)}?currency={currency}")


def _deposit(request: AuthenticatedRequest, form: DepositForm) -> HttpResponse:
    amount: Money = form.cleaned_data["amount"]
    deposit = deposits.request_deposit(
        actor_of(request),
        request.user,
        amount,
        method=Method(form.cleaned_data["method"]),
        options=form.options(),
    )
    if deposit.state == TransferState.FAILED:
        raise BankRefused(amount=money_text(amount))
    words = (
        _("{amount} is in your wallet.")
        if deposit.state == TransferState.SETTLED
        else _("{amount} is on its way.")
    )
    messages.success(request, words.format(amount=money_text(amount)))
    return redirect(f"{reverse('wallet')}?currency={amount.currency}")


def _payout(request: AuthenticatedRequest, form: PayoutForm, source: AccountKind) -> HttpResponse:
    amount: Money = form.cleaned_data["amount"]
    payouts.request_payout(actor_of(request), request.user, amount, source=source, options=form.options())
    messages.success(request, _("{amount} is on its way to the bank.").format(amount=money_text(amount)))
    return redirect(f"{reverse(source)}?currency={amount.currency}")


def _available_text(request: AuthenticatedRequest, kind: AccountKind, currency: str) -> str:
    """How much there is to withdraw, if it is less than was asked for."""
    there = money_text(balance_of(account_of(request.user.party, kind, currency)))
    if kind == AccountKind.WALLET:
        return _("You have {amount} in your wallet. Withdraw that or less.").format(amount=there)
    return _("You have {amount} in your earnings. Withdraw that or less.").format(amount=there)


def _page(
    request: AuthenticatedRequest,
    kind: AccountKind,
    currency: str,
    form: DepositForm | None,
    *,
    payout: PayoutForm | None = None,
) -> HttpResponse:
    balance = _balance(request.user, kind, currency)
    context: dict[str, Any] = {
        "kind": kind.value,
        "page_url": f"{reverse(kind.value)}?currency={currency}",
        "currency": currency,
        "form": form or (rail_forms().deposit(currency=currency) if kind == AccountKind.WALLET else None),
        "payout": payout or _prefilled(balance, currency),
        "now": clock.now(),
        "balance": balance,
        "auto_funding": auto_funding(request.user, balance.free)
        if balance and kind == AccountKind.WALLET
        else None,
        **account_history(request, kind, currency),
    }
    sent = (form is not None and form.is_bound) or payout is not None
    return render(request, "web/money/account.html", context, status=422 if sent else 200)


def _prefilled(balance: Balance | None, currency: str) -> PayoutForm:
    """A withdrawal of all there is."""
    initial = {"amount": amount_input(balance.free)} if balance and balance.free else {}
    return rail_forms().payout(currency=currency, initial=initial)


def _balance(person: Person, kind: AccountKind, currency: str) -> Balance | None:
    side = Side.CLIENT if kind == AccountKind.WALLET else Side.FREELANCER
    return next(
        (balance for balance in balances(person) if (balance.side, balance.currency) == (side, currency)),
        None,
    )
