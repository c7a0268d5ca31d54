"""The pages of a dispute: opening one, and where one stands."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from handsel.kernel.money import Money
from handsel.kernel.refusals import NotFound, Refusal
from handsel.money.rails.debts import still_due
from handsel.record.actions import was_performed
from handsel.trust.disputes.judges import judges_of
from handsel.trust.disputes.lifecycle import SETTLEABLE, DisputeStage
from handsel.trust.disputes.models import Dispute
from handsel.trust.disputes.opening import open_dispute
from handsel.ui.money_format import money_text
from handsel.web.base.amounts import amount_input
from handsel.web.base.decorators import AuthenticatedRequest, actor_of, page
from handsel.web.base.page_forms import PageForm, add_refusal, as_sent
from handsel.web.disputes.decisions import decisions
from handsel.web.disputes.forms import (
    AnswerForm,
    AppealForm,
    DecliningForm,
    OfferForm,
    OpeningForm,
)
from handsel.web.disputes.presentation import DisputeEntries, dispute_entries, offer_rows, statements
from handsel.web.disputes.sealed import opened_offers, sealed_view
from handsel.web.disputes.step_rows import step_rows
from handsel.web.disputes.subjects import join_rows, subject_context, with_subject
from handsel.web.jobs.dispute_next import dispute_next, silence_text
from handsel.web.jobs.header import job_header
from handsel.web.jobs.job_view import JobView, load_job_view
from handsel.web.jobs.request_expiry import held_next
from handsel.work.jobs.lifecycle import Side
from handsel.work.milestones.models import Milestone


@page("GET", "POST")
def opening(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """What settles most without a dispute, and the form that opens one."""
    milestone = get_object_or_404(Milestone.objects.of(request.user).select_related("job", "holding"), pk=pk)
    is_repeated = request.method == "POST" and was_performed(actor_of(request))
    data = request.POST if request.method == "POST" else None
    form = OpeningForm(milestone, data, is_repeated=is_repeated)
    if form.is_valid():
        try:
            facts = open_dispute(actor_of(request), milestone, **form.cleaned_data)
        except NotFound:
            raise
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            words = _("Opened. {amount} is frozen.").format(amount=money_text(form.cleaned_data["amount"]))
            return go_to_dispute(request, milestone.job_id, facts["dispute"], words)
    job_view = load_job_view(request.user, milestone.job_id)
    row = next(row for row in job_view.milestones if row.pk == milestone.pk)
    context = {"head": job_header(job_view), "job_view": job_view, "milestone": row, "form": form}
    context |= {"next": held_next(job_view, row), "rules": job_view.job.policy.rules}
    return render(request, "web/disputes/opening.html", context, status=422 if form.errors else 200)


@page()
def dispute_page(request: AuthenticatedRequest, number: int, dispute: int) -> HttpResponse:
    """Where a dispute stands, what comes next, and what both sides say."""
    return show_dispute(request, find_dispute(request, number, dispute))


def find_dispute(request: AuthenticatedRequest, job: int, number: int) -> Dispute:
    """A dispute of a job of the reader, by its number in it."""
    rows = with_subject(Dispute.objects.of(request.user))
    dispute: Dispute = get_object_or_404(rows, job=job, number=number)
    return dispute


def show_dispute(
    request: AuthenticatedRequest, dispute: Dispute, failed: PageForm | None = None
) -> HttpResponse:
    """The page; a form that failed is open on it."""
    job_view = load_job_view(request.user, dispute.job_id)
    join_rows(dispute, job_view.job, job_view.weeks)
    address = reverse("dispute", args=[dispute.job_id, dispute.number])
    context = {
        "head": job_header(job_view, address, ended=[] if dispute.is_open else [dispute]),
        "job_view": job_view,
        "dispute": dispute,
        "page_url": address,
        "next": dispute_next(job_view, dispute) if dispute.is_open else None,
        **record_of(job_view, dispute),
        "sealed": sealed_view(job_view, dispute, failed),
        **_ways_out(job_view, dispute, failed),
    }
    return render(request, "web/disputes/page.html", context, status=422 if failed else 200)


def record_of(job_view: JobView, dispute: Dispute) -> dict[str, object]:
    """What the record says of a dispute: its steps, what both say, its offers, and what came out."""
    entries = dispute_entries(job_view, dispute)
    outcome, judges = None, deciders(dispute)
    if dispute.to_freelancer is not None:
        outcome = Money(dispute.to_freelancer, dispute.job.currency)
    return {
        "steps": step_rows(job_view, dispute, entries, judges["judge"], judges["decider"]),
        "silence": silence_text(dispute, judges["judge"], judges["decider"]),
        "is_operator": job_view.side is Side.HOUSE,
        "statements": statements(dispute, entries),
        "decisions": list(decisions(dispute, entries)),
        "met": opened_offers(job_view, dispute, entries),
        "offers": offer_rows(job_view, dispute),
        "outcome": outcome,
        "back": None if outcome is None else dispute.money - outcome,
        **judges,
        "claim_due": _still_due(dispute, entries),
        "requested": Money(dispute.requested, dispute.job.currency),
        **subject_context(dispute),
    }


def _still_due(dispute: Dispute, entries: DisputeEntries) -> Money | None:
    """What a claim that ended still brings the client."""
    if dispute.payment is None or dispute.is_open:
        return None
    return still_due([entry.pk for entry in entries.own], dispute.job.currency)


def deciders(dispute: Dispute) -> dict[str, str]:
    """Who decides it, and an appeal: "operator", "arbiter" or nobody; and the arbiter’s name if they do.

    One query, and none once all is decided.
    """
    rules, stage = dispute.job.policy.rules, DisputeStage(dispute.stage)
    is_early = stage in {DisputeStage.OPENED, DisputeStage.NEGOTIATING}
    if not is_early and stage not in {DisputeStage.WITH_OPERATOR, DisputeStage.DECIDED}:
        return {"judge": "", "decider": dispute.arbiter_name, "appeal_judge": ""}
    judge = judges_of(dispute.job, but=dispute.decided_by).decides
    if stage == DisputeStage.DECIDED:
        is_used = judge == "arbiter" and dispute.arbiter is not None
        return {"judge": judge, "decider": dispute.arbiter_name, "appeal_judge": "" if is_used else judge}
    if dispute.arbiter is not None:
        judge = "arbiter"
    name = rules.arbiter_name if is_early and judge == "arbiter" else dispute.arbiter_name
    return {"judge": judge, "decider": name, "appeal_judge": ""}


def _ways_out(job_view: JobView, dispute: Dispute, failed: PageForm | None) -> dict[str, object]:
    """What this side may do now: its forms, and what it may accept."""
    is_open = dispute.stage in SETTLEABLE
    answers = dispute.stage == DisputeStage.OPENED and dispute.side != job_view.side
    appeals = dispute.stage == DisputeStage.DECIDED
    minor = dispute.acceptable(job_view.side) if is_open else None
    acceptable = None if minor is None else Money(minor, dispute.job.currency)
    offer = dispute.offer_of(job_view.other) if is_open and job_view.side is not Side.HOUSE else None
    return {
        "can_settle": is_open,
        "can_withdraw": is_open and dispute.side == job_view.side,
        "acceptable": acceptable,
        "accept_back": None if acceptable is None else dispute.money - acceptable,
        "written": "" if acceptable is None else amount_input(acceptable),
        "answer_form": as_sent(AnswerForm("answer"), failed) if answers else None,
        "offer": offer,
        "declining_form": as_sent(DecliningForm("declining"), failed) if offer else None,
        "appeal_form": as_sent(AppealForm("appeal"), failed) if appeals else None,
        "offer_form": as_sent(OfferForm(dispute), failed) if is_open else None,
    }


def go_to_dispute(request: AuthenticatedRequest, job: int, number: int, words: str) -> HttpResponse:
    """To the page of a dispute that was opened, which says so."""
    messages.success(request, words, extra_tags="seal")
    return redirect("dispute", job, number)
