"""The queues of the house: what waits for an operator to decide.

A concept adds its queue to `QUEUES`, and the console shows it on its first page, the most urgent first.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from handsel.console.conduct.queue import conduct_queue
from handsel.console.disputes.queue import dispute_queue
from handsel.console.queue_state import QueueState
from handsel.kernel.i18n import gettext_noop


@dataclass(frozen=True)
class Queue:
    """A queue: what it is called, the page that lists it by the name of its route, and what waits in it.

    `title` is marked for translation; `state` takes the time, and needs a query or two at most.
    """

    title: str
    icon: str
    page: str
    state: Callable[[datetime], QueueState]


QUEUES: tuple[Queue, ...] = (
    Queue(gettext_noop("Disputes"), "flag", "console-disputes", dispute_queue),
    Queue(gettext_noop("Conduct"), "flag", "console-conduct", conduct_queue),
)
"""Every queue of the house."""


@dataclass(frozen=True)
class QueueRow:
    """A queue with what waits in it now."""

    queue: Queue
    state: QueueState

    @property
    def url(self) -> str:
        """The page of the queue."""
        return reverse(self.queue.page)


def queue_rows(now: datetime) -> list[QueueRow]:
    """The queues in which something waits: those with the soonest day first, then those without one."""
    rows = [QueueRow(queue, state) for queue in QUEUES if (state := queue.state(now)).count]
    dated = sorted((row for row in rows if row.state.soonest), key=lambda row: row.state.soonest or now)
    return dated + [row for row in rows if row.state.soonest is None]
