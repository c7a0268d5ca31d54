"""The page on which the outside arbiter reads one dispute and decides it; its link is all that they have."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from handsel.kernel import clock
from handsel.kernel.money import Money
from handsel.kernel.refusals import KeyReused, NotFound
from handsel.record.actions import Actor, was_performed
from handsel.record.models import Entry
from handsel.trust.disputes.arbiters import arbiter_by, decision_due
from handsel.trust.disputes.deciding import ACTS, DECIDING, decision_of, has_read, read_dispute
from handsel.trust.disputes.lifecycle import DisputeStage
from handsel.trust.disputes.models import Dispute
from handsel.trust.disputes.refusals import DisputeClosed
from handsel.trust.disputes.titles import title_with_job
from handsel.ui.idempotency import key_of
from handsel.web.disputes.agreed import agreed_context
from handsel.web.disputes.evidence import evidence_context, serve_evidence
from handsel.web.disputes.forms import DecisionForm
from handsel.web.disputes.subjects import join_rows, with_subject
from handsel.web.disputes.views import record_of
from handsel.web.jobs.job_view import load_job_views
from handsel.work.jobs.lifecycle import Side
from handsel.work.jobs.models import Job, OutsideArbiter


@dataclass(frozen=True)
class ArbiterCase:
    """An arbiter with the one dispute that their link opens, and who acts."""

    arbiter: OutsideArbiter
    dispute: Dispute
    actor: Actor

    @property
    def is_open(self) -> bool:
        """Whether it still waits for them."""
        ends_at = self.dispute.ends_at
        return self.dispute.waits_for_arbiter and ends_at is not None and ends_at > clock.now()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def arbiter(request: HttpRequest, token: str) -> HttpResponse:
    """The dispute of a link, while it waits for its arbiter, and what they decided; else only how it ended.

    A decision that is sent twice is answered as the first time.
    """
    case = _case(request, token)
    decided = decision_of(case.arbiter.pk, case.dispute)
    if decided is not None:
        return _repeat(request, case, decided) if request.method == "POST" else _done(request, case, decided)
    if not case.is_open:
        return _over(request, case)
    if "read" in request.POST:
        read_dispute(case.actor, case.dispute)
        return redirect("arbiter", token)
    return _decide(request, case)


@never_cache
@require_safe
def arbiter_evidence(request: HttpRequest, token: str, kind: str, pk: int) -> HttpResponseBase:
    """A file or a screenshot of the evidence, for the arbiter who reads the dispute."""
    case = _case(request, token)
    if not case.is_open:
        raise NotFound
    return serve_evidence(request, case.dispute, case.arbiter, kind, pk)


def _repeat(request: HttpRequest, case: ArbiterCase, decided: Entry) -> HttpResponse:
    """Answer the form of a decision that was made: as before if it is the same, else with a refusal."""
    if not was_performed(case.actor):
        raise DisputeClosed
    form = DecisionForm(case.dispute, request.POST)
    if not form.is_valid():
        raise KeyReused
    decide, cleaned = ACTS[decided.kind], form.cleaned_data
    decide(case.actor, case.dispute, to_freelancer=cleaned["amount"], reason=cleaned["reason"])
    return _done(request, case, decided)


def _done(request: HttpRequest, case: ArbiterCase, decided: Entry) -> HttpResponse:
    part = Money(decided.facts["to_freelancer"], case.dispute.job.currency)
    context = {"dispute": case.dispute, "decided": decided, "part": part}
    context |= {"rest": case.dispute.money - part, "title": title_with_job(case.dispute)}
    return render(request, "web/disputes/arbiter_done.html", context)


def _over(request: HttpRequest, case: ArbiterCase) -> HttpResponse:
    """Say that nobody waits for them any more, and nothing else of the dispute."""
    context = {"dispute": case.dispute, "title": title_with_job(case.dispute)}
    return render(request, "web/disputes/arbiter_over.html", context, status=410)


def _decide(request: HttpRequest, case: ArbiterCase) -> HttpResponse:
    dispute, is_read = case.dispute, has_read(case.arbiter.pk, case.dispute)
    form = DecisionForm(dispute, request.POST if request.method == "POST" and is_read else None)
    if form.is_valid():
        decide, cleaned = DECIDING[DisputeStage(dispute.stage)], form.cleaned_data
        decide(case.actor, dispute, to_freelancer=cleaned["amount"], reason=cleaned["reason"])
        return redirect(request.path)
    context: dict[str, Any] = {"dispute": dispute, "due": decision_due(dispute), "has_read": is_read}
    context |= {"arbiter": case.arbiter, "title": title_with_job(dispute)}
    if is_read:
        (job_view,) = load_job_views(case.arbiter, [dispute.job])
        context |= {"job_view": job_view, **record_of(job_view, dispute), "decision_form": form}
        context |= agreed_context(dispute)
        context |= evidence_context(dispute, context.get("blocks", []), f"{request.path}evidence/")
    return render(request, "web/disputes/operator.html", context, status=422 if form.errors else 200)


def _case(request: HttpRequest, token: str) -> ArbiterCase:
    """What a link opens; nothing for a side of the job, who decides no matter of their own."""
    arbiter = arbiter_by(token)
    rows = with_subject(Dispute.objects.filter(arbiter=arbiter.pk)) if arbiter else []
    dispute = next(iter(rows), None)
    if arbiter is None or dispute is None:
        raise NotFound
    join_rows(dispute, Job.objects.with_people().get(pk=dispute.job_id))
    if request.user.pk and dispute.job.side_of(request.user.pk) in (Side.CLIENT, Side.FREELANCER):
        raise NotFound
    return ArbiterCase(arbiter, dispute, Actor(arbiter.pk, key=key_of(request)))
