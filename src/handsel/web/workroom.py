"""The Workroom: the record of a job, newest first, with the place to write in it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from handsel.kernel.identifiers import HOUSE
from handsel.record.deeds import By
from handsel.record.models import Entry
from handsel.web.asking import Asking, by, page
from handsel.web.composing import Message, own_words, write
from handsel.web.heads import head_of
from handsel.web.leaves import leaf_of_job, part
from handsel.web.room import kept_up
from handsel.web.standings import Standing, standing
from handsel.web.wanted import Wanted, wanted_in


@page("GET", "POST")
def workroom(request: Asking, number: int) -> HttpResponse:
    """The record of a job and its composer; a POST writes in it."""
    where = standing(request.user, number)
    form = Message(where, request.POST or None, request.FILES or None, initial=_begun(request, where))
    if request.method == "POST" and form.is_valid():
        asks = by(request)
        messages.success(request, write(request.user, asks, where, form), extra_tags="seal")
        return redirect(_posted(where, asks))
    told = _told(request, where, form)
    name = "entries" if _wants_part(request) else "page"
    return render(request, f"web/workroom/{name}.html", told, status=422 if form.errors else 200)


def _posted(where: Standing, asks: By) -> str:
    """Where what was just posted stands."""
    posted = Entry.objects.get(key=asks.key, actor=asks.actor)
    return f"{reverse('workroom', args=[where.job.pk])}#r{posted.number}"


def _wants_part(request: Asking) -> bool:
    """Whether a page that is open asks for what comes at one of its ends."""
    return bool(request.htmx and (request.GET.get("before") or request.GET.get("after")))


def _told(request: Asking, where: Standing, form: Message) -> dict[str, object]:
    wanted = wanted_in(request.GET.dict())
    leaf = leaf_of_job(request.user, where, wanted)
    if _wants_part(request):
        leaf = part(leaf, wanted)
    return {
        "form": form,
        "leaf": leaf,
        "chosen": next((row for row in leaf.rows if row.entry.number == wanted.at), None),
        **_answered(request),
        **_around(where, wanted),
        **({} if _answered(request)["corrects"] else kept_up(request, where, wanted, leaf)),
    }


def _around(where: Standing, wanted: Wanted) -> dict[str, object]:
    """What stands around the record."""
    return {
        "head": head_of(where),
        "standing": where,
        "wanted": wanted,
        "house_actor": HOUSE,
        "people": [party.person for party in (where.job.client, where.job.freelancer) if party],
        "in_force": where.in_force,
    }


def _begun(request: Asking, where: Standing) -> dict[str, str]:
    """What the form holds at first: a correction begins with the words that it corrects."""
    answered = _answered(request)
    return {**answered, "words": own_words(request.user, where.job, answered["corrects"])}


def _answered(request: Asking) -> dict[str, str]:
    """The entries that the address asks to correct, or to reply to."""
    return {name: request.GET.get(name, "") for name in ("corrects", "replies")}
