"""The page of addresses that refuse mail: how often, with which answer, and trying again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from handsel.console.access import operator_page
from handsel.console.keyset import page_after
from handsel.kernel.identifiers import HOUSE
from handsel.kernel.json import Facts
from handsel.notices.entries import MAIL_RETRIED
from handsel.people.account_mail import retry
from handsel.people.models import UndeliveredAddress
from handsel.record.actions import ActionContext, ActionSpec, perform
from handsel.record.models import Chain
from handsel.web.base.decorators import AuthenticatedRequest, actor_of


@operator_page()
def mail(request: AuthenticatedRequest) -> HttpResponse:
    """The addresses, the one that was refused first longest ago first."""
    page_obj = page_after(UndeliveredAddress.objects.all(), "first_at", request.GET.get("after", ""))
    return render(request, "console/mail/page.html", {"rows": page_obj.rows, "after": page_obj.after})


@operator_page("POST")
def retrying(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Try to mail one of them; who did is on the record of the house, which names no address."""
    row = get_object_or_404(UndeliveredAddress, pk=pk)

    def body(_context: ActionContext) -> Facts:
        retry(row)
        return {"domain": row.email.rpartition("@")[2]}

    perform(ActionSpec(MAIL_RETRIED, Chain.Kind.HOUSE, HOUSE, {"row": pk}), actor_of(request), body)
    messages.success(request, _("A mail is on its way to {email}.").format(email=row.email))
    return redirect("console-mail")
