"""Play stories in order of time, running due tasks between their actions."""

import heapq
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import count

from handsel.config.task_handlers import TASK_HANDLERS
from handsel.kernel import clock
from handsel.notices.mailing import MAIL
from handsel.notices.notify import INVITATION
from handsel.tasks.models import Task
from handsel.tasks.worker import Handler, work

Story = Iterator[timedelta]
"""Actions, and how long to wait between them."""

MAIL_KEPT = timedelta(days=3)


def days(number: float) -> timedelta:
    """So many days."""
    return timedelta(days=number)


def play(
    stories: list[tuple[datetime, Story]], until: datetime, progress: Callable[[int, int], None]
) -> None:
    """Play all stories up to the present; `progress` gets the days done and the total."""
    order = count()
    waiting = [(begins, next(order), story) for begins, story in stories]
    heapq.heapify(waiting)
    first = waiting[0][0]
    while waiting and waiting[0][0] <= until:
        at, _, story = heapq.heappop(waiting)
        _run_due_tasks(at, until)
        with clock.frozen_at(at):
            wait = next(story, None)
        if wait is not None:
            heapq.heappush(waiting, (at + wait, next(order), story))
        progress((at - first).days, (until - first).days + 1)
    _run_due_tasks(until, until)
    progress((until - first).days + 1, (until - first).days + 1)


def _run_due_tasks(to: datetime, present: datetime) -> None:
    """Run the tasks due up to an instant, each at its own time."""
    handlers = _handlers(present)
    while True:
        due = Task.objects.ripe(to).values_list("next_at", flat=True).first()
        if due is None:
            return
        with clock.frozen_at(due):
            work(handlers)


def _handlers(present: datetime) -> dict[str, Handler]:
    """The task handlers, without old mail: it would fill the mailbox."""

    def recent_only(handler: Handler) -> Handler:
        def do(subject: str, at: datetime) -> None:
            if at > present - MAIL_KEPT:
                handler.do(subject, at)

        return Handler(do, handler.lane)

    return {
        **TASK_HANDLERS,
        MAIL: recent_only(TASK_HANDLERS[MAIL]),
        INVITATION: recent_only(TASK_HANDLERS[INVITATION]),
    }
