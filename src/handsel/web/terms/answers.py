"""Answers to terms: agree, decline, withdraw; also declining or withdrawing the award."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from handsel.kernel.json import Facts
from handsel.web.base.decorators import AuthenticatedRequest, actor_of, page
from handsel.web.base.page_forms import OptionalReasonForm
from handsel.web.jobs.job_view import load_job_view
from handsel.web.terms.views import terms_page
from handsel.work.terms.agreement import agree, decline, withdraw
from handsel.work.terms.award import decline_job, withdraw_award


@page("POST")
def agreement(request: AuthenticatedRequest, number: int, version: int) -> HttpResponse:
    """Agree to a version, by the hash and the policy version that were on the page."""
    job = load_job_view(request.user, number).job
    policy = request.POST.get("policy_version", "")
    seen = int(policy) if policy.isdecimal() and len(policy) < 10 else 0
    agree(actor_of(request), job, version=version, hash=request.POST.get("hash", ""), policy_version=seen)
    messages.success(request, _("You both agreed. The agreement is in force."), extra_tags="seal")
    return redirect("job-billing", number)


@page("POST")
def declining(request: AuthenticatedRequest, number: int, version: int) -> HttpResponse:
    """Decline the other side's proposal."""
    job_view = load_job_view(request.user, number)
    form = OptionalReasonForm("declining_form", request.POST)
    if not form.is_valid():
        return terms_page(request, job_view, failed=form)
    decline(actor_of(request), job_view.job, version=version, **form.cleaned_data)
    messages.success(request, _("Declined. What was agreed before stays in force."))
    return redirect("terms", number)


@page("POST")
def withdrawal(request: AuthenticatedRequest, number: int, version: int) -> HttpResponse:
    """Take back one's own proposal."""
    job = load_job_view(request.user, number).job
    withdraw(actor_of(request), job, version=version)
    messages.success(request, _("Withdrawn. What was agreed before stays in force."))
    return redirect("terms", number)


@page("POST")
def job_declining(request: AuthenticatedRequest, number: int) -> HttpResponse:
    """Decline the job."""
    words = _("You declined the job. Nothing was agreed, and no money moved.")
    return _leave(request, number, decline_job, words)


@page("POST")
def award_withdrawal(request: AuthenticatedRequest, number: int) -> HttpResponse:
    """Take the award back."""
    words = _("You withdrew the offer. Nothing was agreed, and no money moved.")
    return _leave(request, number, withdraw_award, words)


def _leave(
    request: AuthenticatedRequest, number: int, apply: Callable[..., Facts], words: str
) -> HttpResponse:
    """Close a job that was never agreed; a reason that is wrong stands in its dialog again."""
    job_view = load_job_view(request.user, number)
    form = OptionalReasonForm("leave_form", request.POST)
    if not form.is_valid():
        return terms_page(request, job_view, failed=form)
    apply(actor_of(request), job_view.job, **form.cleaned_data)
    messages.success(request, words)
    return redirect("workroom", number)
