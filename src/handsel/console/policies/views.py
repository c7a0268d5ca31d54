"""The pages of policies: all of them, one with its versions, and publishing another version."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from handsel.console.access import operator_page
from handsel.console.policies.differences import rule_changes
from handsel.console.policies.new_policy_form import NewPolicyForm
from handsel.console.policies.rules_form import RulesForm
from handsel.console.policies.versions import published_versions
from handsel.kernel.json import Facts
from handsel.policy.models import Policy
from handsel.policy.publishing import publish
from handsel.ui.policy_names import policy_text
from handsel.web.base.decorators import AuthenticatedRequest, actor_of
from handsel.web.base.policy_words import policy_summary


@operator_page()
def policies(request: AuthenticatedRequest) -> HttpResponse:
    """Every policy in its current version."""
    rows = [(policy, policy_summary(policy.rules)) for policy in Policy.objects.current()]
    return render(request, "console/policies/list.html", {"rows": rows})


@operator_page("GET", "POST")
def policy_page(request: AuthenticatedRequest, name: str) -> HttpResponse:
    """A policy with its versions; its form shows what would change, and publishes what is confirmed."""
    policy = get_object_or_404(Policy.objects.current(), name=name)
    form = RulesForm(policy.rules, policy.version, request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _confirmed(request, policy, form)
    context = {**_context(policy), "form": form, "versions": published_versions(name)}
    return render(request, "console/policies/policy.html", context, status=422 if form.errors else 200)


@operator_page("GET", "POST")
def new_policy(request: AuthenticatedRequest, name: str) -> HttpResponse:
    """A policy under a new name: its form begins with the rules of this one."""
    policy = get_object_or_404(Policy.objects.current(), name=name)
    form = NewPolicyForm(policy.rules, policy.version, request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _confirmed(request, policy, form)
    context = {**_context(policy), "form": form}
    return render(request, "console/policies/new.html", context, status=422 if form.errors else 200)


def _confirmed(request: AuthenticatedRequest, policy: Policy, form: RulesForm) -> HttpResponse:
    """Publish what was confirmed; else show what it would change."""
    name, after = form.published_as(policy)
    if "confirmed" in request.POST:
        reason = form.cleaned_data["reason"]
        published = publish(actor_of(request), name, form.rules(), reason=reason, after=after)
        words = _("Version {version} is published. New jobs have it from now on.")
        messages.success(request, words.format(version=published.version))
        return redirect("console-policy", name)
    changes = list(rule_changes(policy.rules, form.rules()))
    context = {**_context(policy), "form": form, "changes": changes, "next": after + 1}
    context |= {"page_url": request.path, "new_name": policy_text(name)}
    return render(request, "console/policies/preview.html", context)


def _context(policy: Policy) -> Facts:
    return {"policy": policy, "name": policy_text(policy.name)}
