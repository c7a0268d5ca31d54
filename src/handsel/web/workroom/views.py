"""The Workroom: the record of a job, newest first, with its composer."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from handsel.kernel.identifiers import HOUSE
from handsel.kernel.refusals import NotFound, Refusal
from handsel.record.actions import Actor
from handsel.record.models import Entry
from handsel.web.base.decorators import AuthenticatedRequest, actor_of, page
from handsel.web.base.page_forms import add_refusal
from handsel.web.base.search_turns import search_turn
from handsel.web.jobs.actors import side_avatars
from handsel.web.jobs.header import job_header
from handsel.web.jobs.job_view import JobView, load_job_view
from handsel.web.workroom.composer import Message, answered_entry, write
from handsel.web.workroom.entry_page import job_entry_page, page_part
from handsel.web.workroom.filters import EntryFilter, parse_entry_filter
from handsel.web.workroom.live import live_state
from handsel.web.workroom.warned import composer_warning
from handsel.work.workroom.warning import SeemsOffPlatform


@page("GET", "POST")
def workroom(request: AuthenticatedRequest, number: int) -> HttpResponse:
    """The record of a job and its composer; a POST writes in it."""
    job_view = load_job_view(request.user, number)
    form = Message(job_view, request.POST or None, request.FILES or None, initial=_initial(request, job_view))
    if request.method == "POST" and form.is_valid():
        try:
            return _write(request, job_view, form)
        except NotFound:
            raise
        except Refusal as refusal:
            return _refused(request, job_view, form, refusal)
    name = "entries" if _wants_part(request) else "page"
    with search_turn(request.user, request.GET.get("q", "").strip()):
        context = _context(request, job_view, form)
        return render(request, f"web/workroom/{name}.html", context, status=422 if form.errors else 200)


def _write(request: AuthenticatedRequest, job_view: JobView, form: Message) -> HttpResponse:
    actor = actor_of(request)
    messages.success(request, write(request.user, actor, job_view, form), extra_tags="seal")
    return redirect(_posted_url(job_view, actor))


def _refused(
    request: AuthenticatedRequest, job_view: JobView, form: Message, refusal: Refusal
) -> HttpResponse:
    """The page again with what was written, and why it is not posted."""
    warning = None
    if isinstance(refusal, SeemsOffPlatform):
        chosen = form.cleaned_data["attached"]
        warning = composer_warning(request.user, job_view.job, refusal, chosen)
    else:
        add_refusal(form, refusal)
    context = {**_context(request, job_view, form), "warning": warning}
    return render(request, "web/workroom/page.html", context, status=409)


def _posted_url(job_view: JobView, actor: Actor) -> str:
    """The address of the entry that was just posted."""
    posted = Entry.objects.get(key=actor.key, actor=actor.id)
    return f"{reverse('workroom', args=[job_view.job.pk])}#r{posted.number}"


def _wants_part(request: AuthenticatedRequest) -> bool:
    """Whether an open page asks for more entries at one of its ends."""
    return bool(request.htmx and (request.GET.get("before") or request.GET.get("after")))


def _context(request: AuthenticatedRequest, job_view: JobView, form: Message) -> dict[str, object]:
    entry_filter = parse_entry_filter(request.GET.dict())
    page_obj = job_entry_page(request.user, job_view, entry_filter)
    if _wants_part(request):
        page_obj = page_part(page_obj, entry_filter)
    return {
        "form": form,
        "page_obj": page_obj,
        "chosen": next((row for row in page_obj.rows if row.entry.number == entry_filter.at), None),
        **_answered(request, job_view),
        **_job_context(job_view, entry_filter),
        **(
            {}
            if _answer_params(request)["corrects"]
            else live_state(request, job_view, entry_filter, page_obj)
        ),
    }


def _job_context(job_view: JobView, entry_filter: EntryFilter) -> dict[str, object]:
    """The context around the record; nobody mentions themselves."""
    faces = {side: face for side, face in side_avatars(job_view.job).items() if job_view.job.party(side)}
    return {
        "head": job_header(job_view),
        "job_view": job_view,
        "entry_filter": entry_filter,
        "house_actor": HOUSE,
        "people": list(faces.values()),
        "mentionable": [face for side, face in faces.items() if side is not job_view.side],
        "in_force": job_view.in_force,
    }


def _initial(request: AuthenticatedRequest, job_view: JobView) -> dict[str, str]:
    """The initial values of the form: a correction starts with the text that it corrects."""
    numbers = _answer_params(request)
    corrected = answered_entry(request.user, job_view, numbers["corrects"], corrects=True)
    return {**numbers, "words": corrected.words if corrected else ""}


def _answer_params(request: AuthenticatedRequest) -> dict[str, str]:
    """The numbers of the entries to correct or to reply to, as sent or from the query string."""
    sent = request.POST if request.method == "POST" else request.GET
    return {name: sent.get(name, "") for name in ("corrects", "replies")}


def _answered(request: AuthenticatedRequest, job_view: JobView) -> dict[str, object]:
    """The entry that is corrected or replied to, for the composer."""
    numbers = _answer_params(request)
    corrects = numbers["corrects"]
    number = corrects or numbers["replies"]
    return {**numbers, "answered": answered_entry(request.user, job_view, number, corrects=bool(corrects))}
