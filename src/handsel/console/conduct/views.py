"""The pages of conduct: what waits, and one case with what it rests on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from handsel.console.access import operator_page
from handsel.console.conduct.forms import AppealAnswerForm, CaseForm
from handsel.console.conduct.queue import CONDUCT, appeal_badge, due_badge, not_of, open_appeals
from handsel.console.keyset import page_after
from handsel.kernel import clock
from handsel.kernel.refusals import NotFound, Refusal
from handsel.people.calendars import house_calendar
from handsel.people.models import Person
from handsel.record.kinds import kind_named
from handsel.record.models import Entry
from handsel.trust.approvals.judges import refuse_partial
from handsel.trust.approvals.lifecycle import ApprovedKind
from handsel.trust.approvals.models import ProposedAct
from handsel.trust.casework.assigned import taken_by
from handsel.trust.conduct.appealing import answer_appeal
from handsel.trust.conduct.cases import ConductCase, find_case, open_reports
from handsel.trust.conduct.deciding import decide_case
from handsel.trust.conduct.judges import deciders
from handsel.trust.conduct.lifecycle import DecisionStage
from handsel.trust.conduct.models import ConductDecision
from handsel.trust.conduct.schedule import decision_due
from handsel.web.base.decorators import AuthenticatedRequest, actor_of
from handsel.web.base.page_forms import add_refusal

EARLIER_SHOWN = 25


@dataclass(frozen=True)
class QuotedEntry:
    """An entry that a case names: its number, who did it when, and what it says."""

    number: int
    who: str
    at: datetime
    title: str
    words: str


@operator_page()
def cases(request: AuthenticatedRequest) -> HttpResponse:
    """Reports that wait, oldest first, and appeals; those of jobs of the operator are for another one."""
    rows = not_of(open_reports(), request.user).select_related("about")
    page_obj = page_after(rows, "at", request.GET.get("after", ""))
    now, calendar = clock.now(), house_calendar()
    dues = [(row, decision_due(row.at, calendar)) for row in page_obj.rows]
    taken = taken_by(CONDUCT, [row.ref for row in page_obj.rows])
    appeals = not_of(open_appeals(), request.user).select_related("person").order_by("answer_by", "pk")[:25]
    context = {
        "rows": [(row, due, due_badge(due, now), taken.get(str(row.ref), "")) for row, due in dues],
        "queue": CONDUCT,
        "after": page_obj.after,
        "appeals": [(row, appeal_badge(row, request.user, now)) for row in appeals],
    }
    return render(request, "console/conduct/page.html", context)


@operator_page("GET", "POST")
def case_page(request: AuthenticatedRequest, ref: UUID) -> HttpResponse:
    """A case, with the words that it rests on and nothing else of the job; a POST decides, or answers."""
    case = find_case(ref)
    refuse_partial(request.user.pk, case.job)
    decision = ConductDecision.objects.filter(case=ref).select_related("job", "person").first()
    form = _form(request, decision)
    if form is not None and form.is_valid():
        try:
            _decide(request, case, decision, form)
        except NotFound:
            raise
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Decided. {name} is told.").format(name=case.person.name))
            return redirect("console-case", ref)
    context = {"case": case, "decision": decision, "form": form, "entries": list(_quoted(case))}
    context |= {"is_own": decision is not None and decision.decided_by == request.user.pk, "queue": CONDUCT}
    context |= {"took_part": decision is not None and request.user.pk in deciders(decision)}
    context |= {"proposal": _proposal(decision), "earlier": _earlier(case, request.user)}
    return render(request, "console/conduct/case.html", context, status=422 if form and form.errors else 200)


def _earlier(case: ConductCase, operator: Person) -> list[ConductDecision]:
    """What was decided about the person in other cases, newest first, but for the operator’s jobs."""
    rows = not_of(ConductDecision.objects.filter(person=case.person).exclude(case=case.ref), operator)
    return list(rows[:EARLIER_SHOWN])


def _form(
    request: AuthenticatedRequest, decision: ConductDecision | None
) -> CaseForm | AppealAnswerForm | None:
    """The form of what there is to decide for this operator; none where there is nothing."""
    data = request.POST if request.method == "POST" else None
    if data is not None and "granted" in data:
        return AppealAnswerForm(data)
    if data is not None or decision is None or decision.stage == DecisionStage.WITHDRAWN:
        return CaseForm(data)
    is_for_reader = decision.stage == DecisionStage.APPEALED and request.user.pk not in deciders(decision)
    return AppealAnswerForm() if is_for_reader else None


def _proposal(decision: ConductDecision | None) -> ProposedAct | None:
    """The proposal of a removal that another operator can confirm, or that waits for its time."""
    if decision is None or not decision.is_removal:
        return None
    rows = ProposedAct.objects.open().filter(kind=ApprovedKind.REMOVAL, subject=decision.case)
    row: ProposedAct | None = rows.first()
    return row


def _decide(
    request: AuthenticatedRequest,
    case: ConductCase,
    decision: ConductDecision | None,
    form: CaseForm | AppealAnswerForm,
) -> None:
    if isinstance(form, CaseForm):
        decide_case(actor_of(request), case, form.verdict())
    elif decision is None:
        raise NotFound
    else:
        cleaned = form.cleaned_data
        is_granted, reason = cleaned["granted"], cleaned["reason"]
        answer_appeal(actor_of(request), decision, is_granted=is_granted, reason=reason)


def _quoted(case: ConductCase) -> Iterator[QuotedEntry]:
    """The entries that the case names, by their own words; of what was erased, that it was."""
    rows = Entry.objects.filter(chain__subject=case.job.uuid, number__in=case.evidence)
    entries = list(rows.select_related("content").order_by("number"))
    people = Person.objects.in_bulk({entry.actor for entry in entries})
    for entry in entries:
        person = people.get(entry.actor)
        who = person.name_at(entry.at) if person else _("The site")
        if entry.is_erased:
            yield QuotedEntry(entry.number, who, entry.at, _("Its content was erased"), "")
            continue
        wording = kind_named(entry.kind).wording(who, entry.facts)
        yield QuotedEntry(entry.number, who, entry.at, str(wording.title), entry.facts.get("words", ""))
