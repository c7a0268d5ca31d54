"""The page of decisions about oneself, what remains possible, and one's own reports; and the appeal."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from handsel.kernel import clock
from handsel.trust.approvals.judges import operators_now
from handsel.trust.conduct.appealing import appeal_conduct
from handsel.trust.conduct.judges import could_answer
from handsel.trust.conduct.lifecycle import DecisionStage
from handsel.trust.conduct.models import ConductDecision, ConductReport
from handsel.trust.conduct.outcomes import ConductOutcome
from handsel.ui.badges import Badge
from handsel.ui.datetime_format import when_text
from handsel.ui.links import entry_url
from handsel.web.base.decorators import AuthenticatedRequest, actor_of, page
from handsel.web.base.page_forms import as_sent
from handsel.web.conduct.forms import ConductAppealForm

SHOWN_MAX = 50


@dataclass(frozen=True)
class DecisionRow:
    """A decision as its person sees it: its state, the entries it names, and the form of an appeal."""

    decision: ConductDecision
    badge: Badge
    entries: list[tuple[int, str]]
    form: ConductAppealForm | None
    has_other_operator: bool


@page()
def conduct(request: AuthenticatedRequest) -> HttpResponse:
    """What was decided about the reader, newest first, and what they reported."""
    return _shown(request)


@page("POST")
def appeal(request: AuthenticatedRequest, case: UUID) -> HttpResponse:
    """Appeal a decision about oneself."""
    rows = ConductDecision.objects.filter(person=request.user)
    decision = get_object_or_404(rows, case=case)
    form = ConductAppealForm(str(case), request.POST)
    if not form.is_valid():
        return _shown(request, form)
    appeal_conduct(actor_of(request), decision, reason=form.cleaned_data["reason"])
    messages.success(request, _("Appealed. You are told the result."))
    return redirect("conduct")


def _shown(request: AuthenticatedRequest, failed: ConductAppealForm | None = None) -> HttpResponse:
    person = request.user
    decisions = ConductDecision.objects.filter(person=person).select_related("job__client", "job__freelancer")
    reports = ConductReport.objects.filter(reporter=person).order_by("-at")[:SHOWN_MAX]
    answers = ConductDecision.objects.filter(case__in=[row.ref for row in reports])
    decided = {row.case: row for row in answers.exclude(stage=DecisionStage.WITHDRAWN)}
    context = {
        "rows": list(_rows(decisions[:SHOWN_MAX], failed)),
        "reports": [(row, _report_badge(decided.get(row.ref))) for row in reports],
    }
    return render(request, "web/conduct/page.html", context, status=422 if failed else 200)


def _rows(decisions: Iterable[ConductDecision], failed: ConductAppealForm | None) -> Iterable[DecisionRow]:
    operators = operators_now()
    for row in decisions:
        is_open = row.stage == DecisionStage.DECIDED and not row.is_dismissed and row.appeal_by > clock.now()
        form = as_sent(ConductAppealForm(str(row.case)), failed) if is_open else None
        assert form is None or isinstance(form, ConductAppealForm)
        entries = [(number, entry_url(row.job_id, number)) for number in row.evidence]
        yield DecisionRow(row, _badge(row), entries, form, could_answer(row, operators))


def _badge(row: ConductDecision) -> Badge:
    """What holds of a decision."""
    if row.stage == DecisionStage.OVERTURNED:
        return Badge("good", "check", _("Overturned"))
    if row.stage == DecisionStage.APPEALED:
        return Badge("busy", "clock", _("Appealed"))
    if row.stage == DecisionStage.WITHDRAWN:
        return Badge("mute", "cross", _("Withdrawn"))
    if row.is_removal:
        return _removal_badge(row)
    tones = {ConductOutcome.DISMISS: "mute", ConductOutcome.WARN: "warn", ConductOutcome.SUSPEND: "bad"}
    if row.until and row.until <= clock.now():
        return Badge("mute", "clock", _("Over"))
    return Badge(tones[ConductOutcome(row.outcome)], "flag", row.outcome_text)


def _removal_badge(row: ConductDecision) -> Badge:
    """Whether a removal is in effect, or when it is to be."""
    if row.removed_at is not None:
        return Badge("bad", "lock", _("Removed"))
    return Badge("bad", "clock", _("Removal scheduled") if row.effect_at else _("Removal proposed"))


def _pending_badge(decision: ConductDecision) -> Badge:
    """What was decided and takes effect later, or was overturned before it did."""
    if decision.stage == DecisionStage.OVERTURNED:
        return Badge("mute", "cross", _("Overturned on appeal"))
    if decision.effect_at is None:
        return Badge("busy", "clock", _("Decided, waits for a second operator"))
    return Badge(
        "busy", "clock", _("Decided, takes effect {when}").format(when=when_text(decision.effect_at))
    )


def _report_badge(decision: ConductDecision | None) -> Badge:
    """What became of one's report; more than that is between the site and the other side."""
    if decision is None:
        return Badge("busy", "clock", _("Waits for an operator"))
    if decision.is_removal and decision.removed_at is None:
        return _pending_badge(decision)
    if decision.is_dismissed:
        return Badge("mute", "cross", _("Dismissed"))
    return Badge("good", "check", _("Acted on"))
