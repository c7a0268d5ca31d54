"""The pages of the worker: its tasks, one of them, and what an operator does with it."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from handsel.console.access import operator_page
from handsel.console.books.last_check import CheckResult, last_check
from handsel.console.books.words import part_word
from handsel.console.keyset import page_after
from handsel.console.machines.readiness import disk_free
from handsel.console.worker.acts import can_give_up, give_up, is_retryable, retry
from handsel.console.worker.task_list import TaskState, first_filled, task_badge, task_filters, tasks_in
from handsel.console.worker.task_names import task_name
from handsel.kernel import clock
from handsel.tasks.models import Task
from handsel.tasks.pulses import is_silent, last_beats
from handsel.tasks.worker import ATTEMPTS_MAX, Lane
from handsel.ui.badges import Badge
from handsel.web.base.decorators import AuthenticatedRequest, actor_of
from handsel.web.base.page_forms import ReasonForm


@dataclass(frozen=True)
class TaskRow:
    """A task as the list shows it: its name says what it does."""

    task: Task
    name: str
    badge: Badge


@operator_page()
def worker(request: AuthenticatedRequest) -> HttpResponse:
    """Whether workers run, and the tasks under one heading."""
    now, filters = clock.now(), task_filters(clock.now())
    shown = request.GET.get("show", "")
    state = TaskState(shown) if shown in list(TaskState) else first_filled(filters)
    page_obj = page_after(tasks_in(state, now), "next_at", request.GET.get("after", ""))
    beats = last_beats()
    context = {
        "filters": filters,
        "state": state,
        "rows": [TaskRow(task, task_name(task.kind), task_badge(task, now)) for task in page_obj.rows],
        "after": page_obj.after,
        "lanes": [(_lane_word(lane), beats.get(lane)) for lane in Lane],
        "is_silent": is_silent(beats, now),
        "checked": (checked := last_check()),
        "disk": _disk(checked),
    }
    return render(request, "console/worker/page.html", context)


@operator_page("GET", "POST")
def task_page(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """One task with its last error; a reason has it tried again."""
    return _shown(request, get_object_or_404(Task, pk=pk), "retry")


@operator_page("POST")
def giving_up(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Give a task up, for a reason."""
    return _shown(request, get_object_or_404(Task, pk=pk), "give-up")


def _shown(request: AuthenticatedRequest, task: Task, act: str) -> HttpResponse:
    """Do the act if its form is right; else show the task, with the form as it was sent."""
    now = clock.now()
    forms = {name: ReasonForm(name) for name in ("retry", "give-up")}
    if request.method == "POST":
        forms[act] = form = ReasonForm(act, request.POST)
        if form.is_valid():
            return _act(request, task, act, form.cleaned_data["reason"])
    context = {**_task_context(task, now), "retry": forms["retry"], "give_up": forms["give-up"]}
    return render(request, "console/worker/task.html", context, status=422 if forms[act].errors else 200)


def _act(request: AuthenticatedRequest, task: Task, act: str, reason: str) -> HttpResponse:
    if act == "retry":
        retry(actor_of(request), task.pk, reason=reason)
        messages.success(request, _("The task is tried again now."))
    else:
        give_up(actor_of(request), task.pk, reason=reason)
        messages.success(request, _("The task was given up."))
    return redirect("console-worker")


def _task_context(task: Task, now: datetime) -> dict[str, object]:
    return {
        "task": task,
        "name": task_name(task.kind),
        "badge": task_badge(task, now),
        "may_retry": is_retryable(task, now),
        "may_give_up": can_give_up(task, now),
        "most": ATTEMPTS_MAX,
    }


def _disk(checked: CheckResult | None) -> list[tuple[str, int]]:
    """What is left of the disk now, and what each part of the house took when it was measured last."""
    parts = checked.facts["storage"] if checked else []
    return [(_("Free"), disk_free()), *((part_word(part["part"]), part["size"]) for part in parts)]


def _lane_word(lane: Lane) -> str:
    words = {
        Lane.PROMPT: _("What is quick, and the signing of the record"),
        Lane.OUTSIDE: _("What talks to a network, such as mail"),
        Lane.LONG: _("What may take minutes, such as previews"),
    }
    return words[lane]
