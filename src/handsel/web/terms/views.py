"""The Terms page: the open version, its changes, who has agreed, and the form for the next version."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from handsel.kernel.json import Facts
from handsel.kernel.money import Money, zero
from handsel.kernel.refusals import Refusal
from handsel.trust.disputes.judges import judges_of
from handsel.ui.idempotency import key_of
from handsel.web.base.decorators import AuthenticatedRequest, actor_of, page
from handsel.web.base.page_forms import OptionalReasonForm, PageForm, as_sent
from handsel.web.jobs.actors import side_avatars
from handsel.web.jobs.header import job_header
from handsel.web.jobs.job_view import JobView, load_job_view
from handsel.web.terms.editor import TermsEditor, next_editor
from handsel.web.terms.fees import fee_under
from handsel.web.terms.week_effects import week_effects
from handsel.work.jobs.lifecycle import Side
from handsel.work.terms.agreement import propose
from handsel.work.terms.compare import compare, hourly_texts
from handsel.work.terms.effects import effects
from handsel.work.terms.models import Version
from handsel.work.terms.versions import milestone_funds, policy_under


@page("GET", "POST")
def terms(request: AuthenticatedRequest, number: int) -> HttpResponse:
    """The terms of a job; a POST proposes the next version."""
    job_view = load_job_view(request.user, number)
    data = request.POST or None
    if data is None:
        return terms_page(request, job_view)
    editor = _editor(job_view, list(job_view.job.versions.all()), data)
    if not editor.is_sent:
        return terms_page(request, job_view, editor)
    return (
        _propose_and_redirect(request, job_view, editor)
        if editor.is_valid()
        else terms_page(request, job_view, editor, status=422)
    )


def _propose_and_redirect(
    request: AuthenticatedRequest, job_view: JobView, editor: TermsEditor
) -> HttpResponse:
    """Propose; after a refusal the form keeps its content."""
    try:
        facts = _propose(request, job_view, editor)
    except Refusal as refusal:
        return terms_page(request, job_view, editor, status=409, refusal=refusal.worded(_))
    words = _("Proposed. Nothing is binding until you both agree.")
    messages.success(request, words, extra_tags="seal")
    # A redirect without a fragment keeps the old one, and would land on the editor again.
    return redirect(f"{reverse('terms', args=[job_view.job.pk])}?version={facts['version']}#main")


def _propose(request: AuthenticatedRequest, job_view: JobView, editor: TermsEditor) -> Facts:
    known = [part.ref for version in job_view.job.versions.all() for part in version.terms.milestones]
    written = editor.terms(key_of(request), known)
    base = request.POST.get("base", "")
    return propose(
        actor_of(request),
        job_view.job,
        terms=written,
        base=int(base) if base.isdecimal() and len(base) < 10 else 0,
        note=editor.form.cleaned_data["note"],
    )


def terms_page(
    request: AuthenticatedRequest,
    job_view: JobView,
    editor: TermsEditor | None = None,
    *,
    failed: PageForm | None = None,
    status: int = 200,
    **more: object,
) -> HttpResponse:
    """The page; `failed` is a form of one of its dialogs, open again with what was typed."""
    versions = list(job_view.job.versions.select_related("proposed_by").prefetch_related("agreements"))
    shown, page_url = editor or _editor(job_view, versions), reverse("terms", args=[job_view.job.pk])
    context = {
        "head": job_header(job_view, page_url),
        "job_view": job_view,
        "editor": shown,
        "editor_open": editor is not None,
        "form": shown.form,
        "page_url": page_url,
        **{key: as_sent(OptionalReasonForm(key), failed) for key in ("declining_form", "leave_form")},
        **more,
        **_versions(request, job_view, versions),
    }
    return render(request, "web/terms/page.html", context, status=422 if failed else status)


def _editor(job_view: JobView, versions: list[Version], data: QueryDict | None = None) -> TermsEditor:
    """The form for the next version, which starts from the newest."""
    return next_editor(job_view.job, _newest_of(versions).terms, data)


def _versions(request: AuthenticatedRequest, job_view: JobView, versions: list[Version]) -> dict[str, object]:
    by_number = {str(version.number): version for version in versions}
    subject = by_number.get(request.GET.get("version", ""), _newest_of(versions))
    earlier = [version for version in versions if version.number < subject.number]
    base = by_number.get(request.GET.get("with", ""), _compared_version(earlier))
    policy = policy_under(job_view.job, subject.terms)
    return {
        "versions": versions,
        "version": subject,
        "proposer": side_avatars(job_view.job)[Side(subject.side)],
        "policy": policy,
        "rules": policy.rules,
        "judges": judges_of(job_view.job, policy.rules),
        "fee": fee_under(policy.rules, subject.terms),
        "exit_fee": Money(policy.rules.exit_fee, subject.terms.currency),
        "hours": hourly_texts(subject.terms),
        "last": versions[0].number,
        "base": base if base is not subject else None,
        "comparison": compare(base.terms, subject.terms) if base and base is not subject else None,
        "consents": _consents(job_view, subject),
        **_effects(job_view, subject, versions),
    }


def _newest_of(versions: list[Version]) -> Version:
    """The version to show: the open one, the one in force, or the last."""
    order = {Version.State.PROPOSED: 0, Version.State.BOUND: 1}
    return min(versions, key=lambda version: (order.get(Version.State(version.state), 2), -version.number))


def _compared_version(earlier: list[Version]) -> Version | None:
    """The version to compare with: the last one that both agreed to, or the one before."""
    bound = [version for version in earlier if len(version.agreements.all()) == 2]
    return next(iter(bound or earlier), None)


def _consents(job_view: JobView, version: Version) -> list[dict[str, object]]:
    agreed = {agreement.side: agreement for agreement in version.agreements.all()}
    job, avatars = job_view.job, side_avatars(job_view.job)
    return [
        {
            "side": side,
            "name": job.name_of(side),
            "avatar": avatars[side],
            "agreed": agreed.get(side),
            "me": side is job_view.side,
        }
        for side in (job_view.other, job_view.side)
    ]


def _effects(job_view: JobView, version: Version, versions: list[Version]) -> dict[str, object]:
    """What agreeing to the open version would do to the money."""
    if version.state != Version.State.PROPOSED:
        return {}
    terms = version.terms
    if terms.hourly:
        return week_effects(job_view, terms)
    current = next((other.terms for other in versions if other.state == Version.State.BOUND), None)
    changes = effects(terms, milestone_funds(job_view.milestones), current)
    first = next((part for part in terms.milestones if changes.to_fund.get(part.ref)), None)
    return {
        "returned": sum(
            (Money(minor, terms.currency) for minor in changes.returned.values()), zero(terms.currency)
        ),
        "to_fund": sum(
            (Money(minor, terms.currency) for minor in changes.to_fund.values()), zero(terms.currency)
        ),
        "stops_a_clock": any(changes.to_fund.get(row.ref) for row in job_view.delivered),
        "never_before": _has_delivery(job_view, False) and terms.auto_release_days,
        "never_after": _has_delivery(job_view, True) and terms.auto_release_days is None,
        "first_to_fund": first,
        "first_amount": Money(changes.to_fund[first.ref], terms.currency) if first else None,
    }


def _has_delivery(job_view: JobView, timed: bool) -> bool:
    """Whether a delivery has a release time (`timed`), or waits for an answer alone."""
    return any((row.release_at is not None) is timed for row in job_view.delivered)
