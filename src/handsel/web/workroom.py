"""The Workroom: the record of a job, newest first, with the place to write in it."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handsel.kernel.identifiers import HOUSE
from handsel.look.fields import Written
from handsel.web.asking import Asking, by, page
from handsel.web.heads import head_of
from handsel.web.leaves import leaf_of_job
from handsel.web.standings import Standing, standing
from handsel.web.uploads import Files, brought
from handsel.web.wanted import wanted_in
from handsel.work.workroom.posting import LENGTH_MAX, post

NUMBER_MAX = 10**9


class Message(forms.Form):
    """What somebody writes in a Workroom."""

    words = Written(
        label=gettext_lazy("Message"), required=False, max_length=LENGTH_MAX, widget=forms.Textarea
    )
    attached = Files(label=gettext_lazy("Files"), required=False)
    corrects = forms.IntegerField(required=False, min_value=1, max_value=NUMBER_MAX, widget=forms.HiddenInput)


@page("GET", "POST")
def workroom(request: Asking, number: int) -> HttpResponse:
    """The record of a job and its composer; a POST writes in it."""
    where = standing(request.user, number)
    form = Message(
        request.POST or None, request.FILES or None, initial={"corrects": request.GET.get("corrects")}
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        files = brought(request.user, where.job, said["attached"])
        post(by(request), where.job, words=said["words"], files=files, corrects=said["corrects"])
        messages.success(request, _("Posted and sealed in the record."), extra_tags="seal")
        return redirect("workroom", number)
    return render(
        request, _template(request), _told(request, where, form), status=422 if form.errors else 200
    )


def _template(request: Asking) -> str:
    wants_part = request.htmx and request.GET.get("before")
    return "web/workroom/entries.html" if wants_part else "web/workroom/page.html"


def _told(request: Asking, where: Standing, form: Message) -> dict[str, object]:
    wanted = wanted_in(request.GET.dict())
    return {
        "head": head_of(where),
        "standing": where,
        "form": form,
        "wanted": wanted,
        "house_actor": HOUSE,
        "leaf": leaf_of_job(request.user, where, wanted),
        "people": [party.person for party in (where.job.client, where.job.freelancer) if party],
        "in_force": where.in_force,
        "corrects": request.GET.get("corrects", ""),
    }
