"""The page on which a client claims back a part of what was paid."""

from datetime import datetime

from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handsel.kernel.refusals import NotFound, Refusal
from handsel.money.invoices.crediting import Payment, payment_by
from handsel.money.invoices.models import Invoice
from handsel.people.models import Party
from handsel.record.actions import was_performed
from handsel.trust.disputes.claiming import claim_ends, open_claim, unclaimed
from handsel.trust.disputes.models import Dispute
from handsel.ui.money_format import money_text
from handsel.web.base.amounts import Amount, amount_input
from handsel.web.base.decorators import AuthenticatedRequest, actor_of, page
from handsel.web.base.entry_numbers import EntryNumbers
from handsel.web.base.page_forms import PageForm, Reason, add_refusal
from handsel.web.disputes.views import go_to_dispute
from handsel.web.jobs.header import job_header
from handsel.web.jobs.job_view import JobView, load_job_view


class ClaimForm(PageForm):
    """How much is claimed, what of it the freelancer may keep by accepting, why, and what proves it."""

    amount = Amount(label=gettext_lazy("Amount you want back"))
    to_freelancer = Amount(label=gettext_lazy("To settle at once, I would leave the freelancer"), least=0)
    reason = Reason(label=gettext_lazy("Reason"))
    evidence = EntryNumbers(label=gettext_lazy("Evidence: record numbers (optional)"))

    def __init__(self, payment: Payment, data: QueryDict | None = None, *, is_repeated: bool = False) -> None:
        """A form that `is_repeated` is taken whatever is left by now: its act answers as before."""
        super().__init__("claim", data)
        for name in ("amount", "to_freelancer"):
            field = self.fields[name]
            assert isinstance(field, Amount)
            field.currency = payment.work.currency
            field.most = None if is_repeated else payment.left
        self.fields["amount"].initial = amount_input(payment.left)
        self.fields["to_freelancer"].initial = "0"


@page("GET", "POST")
def claim(request: AuthenticatedRequest, pk: str) -> HttpResponse:
    """What a claim is, and the form that opens one; one that is there already is shown."""
    invoice = _invoice(request, pk)
    payment = payment_by(invoice.entry)
    if payment is None:
        raise NotFound
    job_view = load_job_view(request.user, invoice.job_number)
    is_repeated = request.method == "POST" and was_performed(actor_of(request))
    there = Dispute.objects.filter(payment=invoice.entry).first()
    if there is not None and not is_repeated:
        return redirect("dispute", there.job_id, there.number)
    data = request.POST if request.method == "POST" else None
    form = ClaimForm(payment, data, is_repeated=is_repeated)
    if form.is_valid():
        try:
            facts = open_claim(actor_of(request), job_view.job, payment=invoice.entry, **form.cleaned_data)
        except NotFound:
            raise
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            words = _("Opened. You claim {amount}.").format(amount=money_text(form.cleaned_data["amount"]))
            return go_to_dispute(request, job_view.job.pk, facts["dispute"], words)
    return _shown(request, job_view, payment, form)


def _shown(
    request: AuthenticatedRequest, job_view: JobView, payment: Payment, form: ClaimForm
) -> HttpResponse:
    context = {
        "head": job_header(job_view),
        "job_view": job_view,
        "invoice": payment.work,
        "left": payment.left,
        "ends": _ends(job_view, payment.work.issued_at),
        "is_settled": payment.work.entry not in unclaimed([payment.work.entry]),
        "rules": job_view.job.policy.rules,
        "form": form,
    }
    return render(request, "web/disputes/claim.html", context, status=422 if form.errors else 200)


def _ends(job_view: JobView, paid: datetime) -> datetime | None:
    """Until when it may be claimed; None once that is over."""
    ends = claim_ends(job_view.job, paid, job_view.calendar)
    return ends if ends > job_view.now else None


def _invoice(request: AuthenticatedRequest, pk: str) -> Invoice:
    """An invoice for work that a party of the reader was to pay."""
    mine = Invoice.objects.filter(recipient__in=Party.objects.of(request.user), corrects=None)
    return get_object_or_404(mine, pk=pk, kind=Invoice.Kind.WORK)
