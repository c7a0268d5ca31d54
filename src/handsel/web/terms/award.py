"""Awarding a job, and joining one by invitation."""

from http import HTTPStatus
from uuid import UUID

from allauth.account.models import EmailAddress
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from handsel.kernel.refusals import Refusal, RefusalText
from handsel.people.models import Person
from handsel.ui.idempotency import key_of
from handsel.web.base.decorators import AuthenticatedRequest, actor_of, page
from handsel.web.terms.awardee_form import AwardeeForm
from handsel.web.terms.editor import TermsEditor, first_editor
from handsel.work.terms import award as acts
from handsel.work.terms import invitations
from handsel.work.terms.refusals import SentElsewhere


@page("GET", "POST")
def award(request: AuthenticatedRequest) -> HttpResponse:
    """The award form: to whom, what, and the first version of the terms."""
    editor = first_editor(request.POST or None)
    sent = request.POST if editor.is_sent else None
    to = AwardeeForm(sent, initial=request.POST.dict(), client=request.user)
    if editor.is_sent and all([to.is_valid(), editor.is_valid()]):
        return _award(request, to, editor)
    return _form(request, to, editor)


def invitation(request: HttpRequest, token: UUID) -> HttpResponseBase:
    """The link of an invitation; without an account, it leads to sign-up with the invited address."""
    address = "" if request.user.is_authenticated else acts.address_of_newcomer(token)
    if address:
        return redirect(reverse("account_signup", query={"next": request.path, "email": address}))
    return join_job(request, token)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def no_invitations(request: HttpRequest, token: str) -> HttpResponse:
    """The page by which somebody says "never again"; mail programs post to it as well (RFC 8058).

    The token alone is enough, and only the owner of the address has it.
    """
    email = invitations.opted_out_email(token)
    if request.method == "POST":
        invitations.opt_out(token)
    context = {"email": email, "done": invitations.wants_none(email)}
    return render(request, "web/terms/no_invitations.html", context)


@page()
def join_job(request: AuthenticatedRequest, token: UUID) -> HttpResponse:
    """Join the job of an invitation, and open its Terms page.

    A GET is enough, as the mail says: only the owner of the verified address can join, it happens once
    however often the link is opened, and it binds to nothing. A prefetch does not join.
    """
    if _is_prefetch(request):
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    try:
        job = acts.invited(request.user, _verified(request.user), token)
    except SentElsewhere as refusal:
        return _sent_elsewhere(request, refusal)
    if job.side_of(request.user.pk) is None:
        acts.join(actor_of(request), job, request.user)
    return redirect("terms", job.pk)


def _is_prefetch(request: AuthenticatedRequest) -> bool:
    """Whether this is a prefetch or a HEAD request."""
    return request.method == "HEAD" or "prefetch" in request.headers.get("Sec-Purpose", "")


def _verified(person: Person) -> list[str]:
    return list(EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True))


def _sent_elsewhere(request: AuthenticatedRequest, refusal: SentElsewhere) -> HttpResponse:
    context = {"refusal": refusal.worded(_)}
    return render(request, "web/terms/sent_elsewhere.html", context, status=HTTPStatus.CONFLICT)


def _award(request: AuthenticatedRequest, to: AwardeeForm, editor: TermsEditor) -> HttpResponse:
    """Award; after a refusal the form keeps its content."""
    terms, note = editor.terms(key_of(request)), editor.form.cleaned_data["note"]
    try:
        job = acts.award(actor_of(request), request.user, to.cleaned_data["awardee"], terms, note=note)
    except Refusal as refusal:
        return _form(request, to, editor, status=409, refusal=refusal.worded(_))
    messages.success(request, _("Job awarded. No money moved."), extra_tags="seal")
    return redirect("terms", job.pk)


def _form(
    request: AuthenticatedRequest,
    to: AwardeeForm,
    editor: TermsEditor,
    *,
    status: int = 422,
    refusal: RefusalText | None = None,
) -> HttpResponse:
    context = {"to": to, "editor": editor, "form": editor.form, "refusal": refusal}
    return render(request, "web/terms/award.html", context, status=status if to.is_bound else 200)
