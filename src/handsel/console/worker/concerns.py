"""What is wrong with the worker's tasks."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handsel.console.concerns import Concern
from handsel.console.counting import Count
from handsel.console.worker.task_list import TaskState, count_tasks


def worker_concerns(now: datetime) -> Iterator[Concern]:
    """Tasks that were given up, that are late, and that fail."""
    counts = count_tasks(now, TaskState.GIVEN_UP, TaskState.LATE, TaskState.FAILING)
    if given_up := counts[TaskState.GIVEN_UP]:
        title = ngettext("{n} task was given up", "{n} tasks were given up", given_up.counted)
        detail = _("Nothing more is done until you have it tried again.")
        yield _concern("bad", title, detail, given_up, TaskState.GIVEN_UP)
    if late := counts[TaskState.LATE]:
        title = ngettext("{n} task is late", "{n} tasks are late", late.counted)
        detail = _("The worker stands still, or has more to do than it can.")
        yield _concern("bad", title, detail, late, TaskState.LATE)
    if failing := counts[TaskState.FAILING]:
        title = ngettext("{n} task fails", "{n} tasks fail", failing.counted)
        detail = _("Each is tried again, with growing pauses, eight times.")
        yield _concern("warn", title, detail, failing, TaskState.FAILING)


def _concern(tone: str, title: str, detail: str, count: Count, state: TaskState) -> Concern:
    url = f"{reverse('console-worker')}?show={state}"
    return Concern(tone, "alert", title.format(n=count), detail, url)
