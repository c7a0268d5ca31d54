"""What is wrong with the worker's tasks."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handsel.console.concerns import Concern
from handsel.console.counting import Count, count_each
from handsel.console.mail.concerns import mail_concerns
from handsel.console.worker.task_list import TaskState, tasks_in
from handsel.people.models import UndeliveredAddress

_STATES = (TaskState.GIVEN_UP, TaskState.LATE, TaskState.FAILING)
_MAIL = "mail that does not arrive"


def worker_concerns(now: datetime) -> Iterator[Concern]:
    """Tasks that were given up, that are late, and that fail; and mail that does not arrive. One query."""
    rows: dict[str, QuerySet[Any]] = {state: tasks_in(state, now) for state in _STATES}
    counts = count_each({**rows, _MAIL: UndeliveredAddress.objects.all()})
    if given_up := counts[TaskState.GIVEN_UP]:
        title = ngettext("{n} task was given up", "{n} tasks were given up", given_up.counted)
        detail = _("Nothing more is done until you have it tried again.")
        yield _concern("bad", title, detail, given_up, TaskState.GIVEN_UP)
    if late := counts[TaskState.LATE]:
        title = ngettext("{n} task is late", "{n} tasks are late", late.counted)
        detail = _("The worker has stopped, or has more to do than it can handle.")
        yield _concern("bad", title, detail, late, TaskState.LATE)
    if failing := counts[TaskState.FAILING]:
        title = ngettext("{n} task is failing", "{n} tasks are failing", failing.counted)
        detail = _("Each is tried again, with growing pauses, eight times.")
        yield _concern("warn", title, detail, failing, TaskState.FAILING)
    yield from mail_concerns(counts[_MAIL])


def _concern(tone: str, title: str, detail: str, count: Count, state: TaskState) -> Concern:
    url = f"{reverse('console-worker')}?show={state}"
    return Concern(tone, "alert", title.format(n=count), detail, url)
