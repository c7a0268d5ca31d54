"""Refunding a payment: the freelancer gives back a part of an invoice, or all of it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handsel.kernel.money import Money
from handsel.kernel.refusals import Refusal
from handsel.money.invoices.crediting import Payment, payment_by
from handsel.money.invoices.models import Invoice
from handsel.money.ledger.models import Account, AccountKind
from handsel.people.models import Party
from handsel.record.actions import was_performed
from handsel.ui.money_format import money_text
from handsel.web.base.amounts import Amount, amount_input, part_of
from handsel.web.base.decorators import AuthenticatedRequest, actor_of, page
from handsel.web.base.page_forms import PageForm, Reason, add_refusal
from handsel.web.billing.refund_figures import RefundFigures, refund_figures
from handsel.web.jobs.header import job_header
from handsel.web.jobs.job_view import JobView, load_job_view
from handsel.work.refunds.refunding import payment_of, refund_payment


class PaymentRefundForm(PageForm):
    """How much of a payment goes back, and why; its figures follow what is typed."""

    amount = Amount(label=gettext_lazy("Amount to refund"))
    reason = Reason(label=gettext_lazy("Reason"))

    def __init__(self, payment: Payment, data: QueryDict | None = None, *, is_repeated: bool = False) -> None:
        """A form that `is_repeated` is taken whatever is left by now: its act answers as before."""
        super().__init__("payment-refund", data)
        field = self.fields["amount"]
        assert isinstance(field, Amount)
        field.currency = payment.work.currency
        field.most = None if is_repeated else payment.left
        field.initial = amount_input(payment.left)
        field.widget.attrs |= {
            "hx-get": reverse("payment-refund-figures", args=[payment.work.pk]),
            "hx-trigger": "input",
            "hx-target": "#figures",
            "hx-sync": "this:replace",
            "hx-disabled-elt": "#refund-do",
        }


@page("GET", "POST")
def payment_refund(request: AuthenticatedRequest, pk: str) -> HttpResponse:
    """Say what a refund would move; a POST does it."""
    invoice = _invoice(request, pk)
    job_view = load_job_view(request.user, invoice.job_number)
    payment = payment_of(job_view.job, invoice.entry)
    if request.method != "POST":
        return _shown(request, job_view, payment, PaymentRefundForm(payment))
    form = PaymentRefundForm(payment, request.POST, is_repeated=was_performed(actor_of(request)))
    if not form.is_valid():
        return _shown(request, job_view, payment, form)
    try:
        facts = refund_payment(actor_of(request), job_view.job, payment=invoice.entry, **form.cleaned_data)
    except Refusal as refusal:
        add_refusal(form, refusal)
        return _shown(request, job_view, payment, form)
    words = _("{amount} refunded to {name}. Credit note {label}.").format(
        amount=money_text(form.cleaned_data["amount"]), name=job_view.other_name, label=facts["credit_note"]
    )
    messages.success(request, words, extra_tags="seal")
    return redirect("job-billing", job_view.job.pk)


@page()
def figures(request: AuthenticatedRequest, pk: str) -> HttpResponse:
    """The figures of a refund and its button, for the amount entered so far."""
    payment = payment_by(_invoice(request, pk).entry)
    assert payment is not None
    context: dict[str, Any] = {"live": True, "client": payment.work.recipient}
    try:
        amount = part_of(payment.left, request.GET.get("amount", ""))
        context["figures"] = refund_figures(payment, amount, _earnings(payment))
    except ValidationError as error:
        context["wrong"] = error.messages[0]
    return render(request, "web/billing/refund_figures.html", context)


def _shown(
    request: AuthenticatedRequest, job_view: JobView, payment: Payment, form: PaymentRefundForm
) -> HttpResponse:
    """The page, with the figures of the amount that is in its form, or of all that is left."""
    earnings = _earnings(payment)
    context = {
        "head": job_header(job_view),
        "job_view": job_view,
        "invoice": payment.work,
        "client": payment.work.recipient,
        "left": payment.left,
        "earnings": earnings,
        "form": form,
        "figures": _figures(payment, form, earnings),
    }
    return render(request, "web/billing/payment_refund.html", context, status=422 if form.errors else 200)


def _figures(payment: Payment, form: PaymentRefundForm, earnings: Money) -> RefundFigures:
    cleaned = getattr(form, "cleaned_data", {})
    return refund_figures(payment, min(cleaned.get("amount") or payment.left, payment.left), earnings)


def _invoice(request: AuthenticatedRequest, pk: str) -> Invoice:
    """An invoice for work that a party of the reader issued."""
    issued = Invoice.objects.filter(issuer__in=Party.objects.of(request.user), corrects=None)
    return get_object_or_404(issued, pk=pk, kind=Invoice.Kind.WORK)


def _earnings(payment: Payment) -> Money:
    """What the freelancer can give back from."""
    currency = payment.work.currency
    accounts = Account.objects.filter(owner=payment.work.issuer, kind=AccountKind.EARNINGS, currency=currency)
    return Money(sum(accounts.values_list("balance", flat=True)), currency)
