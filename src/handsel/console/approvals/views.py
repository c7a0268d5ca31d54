"""The pages of acts that take two operators: those that are open, and one to confirm or withdraw."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from handsel.console.access import operator_page
from handsel.console.approvals.approved_acts import APPROVED_ACTS
from handsel.console.approvals.queue import approval_badge, judged_by, open_acts
from handsel.console.keyset import page_after
from handsel.kernel import clock
from handsel.kernel.refusals import NotFound, Refusal
from handsel.people.models import Person
from handsel.trust.approvals.acts import confirm_act, withdraw_act
from handsel.trust.approvals.judges import refuse_partial
from handsel.trust.approvals.lifecycle import ApprovedKind
from handsel.trust.approvals.models import ProposedAct
from handsel.trust.approvals.refusals import ActClosed
from handsel.trust.conduct.cases import find_case
from handsel.trust.erasing.proposing import entry_of
from handsel.web.base.decorators import AuthenticatedRequest, actor_of
from handsel.web.base.page_forms import ReasonForm, add_refusal


@operator_page()
def approvals(request: AuthenticatedRequest) -> HttpResponse:
    """What was proposed and is still to be done, the oldest first."""
    page_obj = page_after(open_acts(request.user), "proposed_at", request.GET.get("after", ""))
    now, judged = clock.now(), set(judged_by(request.user))
    rows = [(row, approval_badge(row, request.user, now, judged=judged)) for row in page_obj.rows]
    return render(request, "console/approvals/page.html", {"rows": rows, "after": page_obj.after})


@operator_page("GET", "POST")
def approval(request: AuthenticatedRequest, ref: UUID) -> HttpResponse:
    """A proposed act, with what it rests on; a POST withdraws it."""
    row = _found(request, ref)
    form = ReasonForm("withdrawal", request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            act = APPROVED_ACTS[ApprovedKind(row.kind)]
            withdraw_act(actor_of(request), row, act, reason=form.cleaned_data["reason"])
        except (NotFound, ActClosed):
            raise
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Withdrawn. Everyone concerned is told."))
            return redirect("console-approval", ref)
    badge = approval_badge(row, request.user, clock.now(), judged=judged_by(request.user))
    context = {"row": row, "badge": badge, "form": form}
    context |= _about(row, request.user)
    return render(request, "console/approvals/act.html", context, status=422 if form.errors else 200)


@operator_page("POST")
def confirming(request: AuthenticatedRequest, ref: UUID) -> HttpResponse:
    """Confirm what another operator proposed."""
    row = _found(request, ref)
    confirm_act(actor_of(request), row, APPROVED_ACTS[ApprovedKind(row.kind)])
    messages.success(request, _("Confirmed. Everyone concerned is told."))
    return redirect("console-approval", ref)


def _found(request: AuthenticatedRequest, ref: UUID) -> ProposedAct:
    row: ProposedAct = get_object_or_404(ProposedAct.objects.for_act(), ref=ref)
    refuse_partial(request.user.pk, row.job)
    return row


def _about(row: ProposedAct, reader: Person) -> dict[str, object]:
    """Who proposed and confirmed it, and the case or the entry that it is about."""
    people = Person.objects.in_bulk([key for key in (row.proposed_by, row.confirmed_by, row.ended_by) if key])
    is_own = row.proposed_by == reader.pk
    is_barred = is_own or reader.pk in APPROVED_ACTS[ApprovedKind(row.kind)].barred(row)
    return {
        "proposer": people.get(row.proposed_by),
        "confirmer": people.get(row.confirmed_by),
        "ender": people.get(row.ended_by),
        "can_confirm": row.is_open and row.confirmed_by is None and not is_barred,
        "is_own": is_own,
        "case": find_case(row.subject) if row.kind == ApprovedKind.REMOVAL else None,
        "entry": entry_of(row) if row.kind == ApprovedKind.ERASURE else None,
    }
