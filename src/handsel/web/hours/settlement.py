"""Settling frozen blocks: either side proposes how to share them, and the other accepts."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handsel.kernel.money import Money
from handsel.kernel.refusals import NotFound
from handsel.record.actions import was_performed
from handsel.ui.money_format import money_text
from handsel.web.base.amounts import Amount, amount_input, expected_amount
from handsel.web.base.decorators import AuthenticatedRequest, actor_of, page
from handsel.web.base.page_forms import PageForm, Reason
from handsel.web.hours.block_rows import BlockRow
from handsel.web.hours.versions import shown_version
from handsel.web.jobs.header import job_header
from handsel.web.jobs.job_view import load_job_view
from handsel.work.hours.models import Timesheet
from handsel.work.hours.settling import accept_offer, disputed_money, offer_settlement, withdraw_offer


class SettlementForm(PageForm):
    """What the freelancer gets of the frozen blocks, and why."""

    amount = Amount(label=gettext_lazy("To the freelancer"), least=0)
    reason = Reason(label=gettext_lazy("Reason"))


@page("GET", "POST")
def settlement(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The frozen blocks and the open proposal; a POST proposes how to share them."""
    sheet = _sheet(request, pk)
    form = _form(request, sheet)
    if form.is_valid():
        amount, reason = form.cleaned_data["amount"], form.cleaned_data["reason"]
        shown = shown_version(request)
        offer_settlement(actor_of(request), sheet, shown=shown, to_freelancer=amount, reason=reason)
        return _back(request, sheet, _("Proposed. The money is shared when the other side accepts."))
    job_view, frozen = load_job_view(request.user, sheet.job_id), disputed_money(sheet)
    head = job_header(job_view, reverse("sheet-settlement", args=[pk]))
    context = {"head": head, "job_view": job_view, "sheet": sheet, "form": form}
    context |= {"frozen": frozen, "rows": [BlockRow.reviewed(sheet.week, row) for row in sheet.disputed]}
    if sheet.offer is not None:
        offer = Money(sheet.offer, sheet.job.currency)
        context |= {"offer": offer, "to_client": frozen - offer, "written": amount_input(offer)}
    return render(request, "web/hours/settlement.html", context, status=422 if form.errors else 200)


@page("POST")
def settlement_answer(request: AuthenticatedRequest, pk: int, name: str) -> HttpResponse:
    """Accept the other side's proposal, or withdraw one's own."""
    sheet = _sheet(request, pk)
    if name == "withdrawal":
        withdraw_offer(actor_of(request), sheet)
        return _back(request, sheet, _("The proposal is withdrawn."))
    if name != "acceptance":
        raise NotFound
    expected = expected_amount(request, sheet.job.currency)
    facts = accept_offer(actor_of(request), sheet, shown=shown_version(request), expected=expected)
    parts = [money_text(Money(facts[part], facts["currency"])) for part in ("to_freelancer", "to_client")]
    words = _("Settled: {freelancer} to the freelancer, {client} for the client.")
    return _back(request, sheet, words.format(freelancer=parts[0], client=parts[1]))


def _sheet(request: AuthenticatedRequest, pk: int) -> Timesheet:
    """The timesheet of a week of the reader's own job."""
    rows = Timesheet.objects.of(request.user).select_related("job", "week__job").prefetch_related("blocks")
    sheet: Timesheet = get_object_or_404(rows, week=pk)
    return sheet


def _form(request: AuthenticatedRequest, sheet: Timesheet) -> SettlementForm:
    """The form of a proposal; one sent twice is taken though less is frozen by now."""
    form = SettlementForm("settlement", request.POST if request.method == "POST" else None)
    field = form.fields["amount"]
    assert isinstance(field, Amount)
    field.currency = sheet.job.currency
    field.most = None if form.is_bound and was_performed(actor_of(request)) else disputed_money(sheet)
    return form


def _back(request: AuthenticatedRequest, sheet: Timesheet, words: str) -> HttpResponse:
    messages.success(request, words, extra_tags="seal")
    return redirect(f"{reverse('timesheet', args=[sheet.job_id])}?week={sheet.week.address}#blocks")
