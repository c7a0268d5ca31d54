"""The page of one matter of a queue: until when it waits, who has it, and the notes of operators."""

from datetime import datetime

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handsel.console.access import operator_page
from handsel.console.queue_state import QueueItem
from handsel.console.queues import find_item
from handsel.kernel import clock
from handsel.trust.casework.acts import add_note, hand_back, take
from handsel.trust.casework.models import Assignment, OperatorNote
from handsel.ui.badges import Badge
from handsel.web.base.decorators import AuthenticatedRequest, actor_of
from handsel.web.base.page_forms import PageForm, Reason


class NoteForm(PageForm):
    """Writing a note."""

    note = Reason(label=gettext_lazy("Note"), widget=forms.Textarea(attrs={"rows": 3}))


@operator_page("GET", "POST")
def item_page(request: AuthenticatedRequest, queue: str, item: str) -> HttpResponse:
    """A matter in which the operator takes no part; a POST writes a note."""
    row = find_item(request.user, queue, item)
    form = NoteForm("note", request.POST if request.method == "POST" else None)
    if form.is_valid():
        add_note(actor_of(request), queue, item, **form.cleaned_data)
        messages.success(request, _("Noted. Only operators see it."), extra_tags="seal")
        return redirect("console-item", queue, item)
    taken = Assignment.objects.filter(queue=queue, item=item).select_related("operator").first()
    context = {
        "queue": queue,
        "item": row,
        "number": item,
        "badge": due_badge(row, clock.now()),
        "taken": taken,
        "is_own": taken is not None and taken.operator == request.user,
        "notes": OperatorNote.objects.filter(queue=queue, item=item).select_related("operator"),
        "form": form,
    }
    return render(request, "console/casework/item.html", context, status=422 if form.errors else 200)


@operator_page("POST")
def taking(request: AuthenticatedRequest, queue: str, item: str) -> HttpResponse:
    """Take a matter."""
    find_item(request.user, queue, item)
    take(actor_of(request), queue, item)
    messages.success(request, _("Taken. Other operators see that you have it."))
    return redirect("console-item", queue, item)


@operator_page("POST")
def returning(request: AuthenticatedRequest, queue: str, item: str) -> HttpResponse:
    """Hand a matter back."""
    find_item(request.user, queue, item)
    hand_back(actor_of(request), queue, item)
    messages.success(request, _("Handed back."))
    return redirect("console-item", queue, item)


def due_badge(item: QueueItem, now: datetime) -> Badge:
    """Whether a matter waits, and is late."""
    if item.due is None:
        return Badge("mute", "check", _("Does not wait"))
    if item.due < now:
        return Badge("bad", "clock", _("Late"))
    return Badge("warn", "flag", _("Waits"))
