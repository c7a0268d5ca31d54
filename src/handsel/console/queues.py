"""The queues of the house: what waits for an operator to decide.

A concept adds its queue to `QUEUES`, and the console shows it on its first page, the most urgent first.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from handsel.console.approvals.queue import approval_queue
from handsel.console.conduct.queue import CONDUCT, conduct_item, conduct_queue
from handsel.console.disputes.queue import DISPUTES, dispute_item, dispute_queue
from handsel.console.queue_state import QueueItem, QueueState
from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import NotFound
from handsel.people.models import Person


@dataclass(frozen=True)
class Queue:
    """A queue: what it is called, the page that lists it by the name of its route, and what waits in it.

    `title` is marked for translation; `state` takes an operator, leaves out their own jobs, and needs a query
    or two at most.
    A queue with a `name` has a page for each of its matters, to take it and to note something: `item` finds
    one by what it is called, for an operator who takes no part in it.
    """

    title: str
    icon: str
    page: str
    state: Callable[[Person], QueueState]
    name: str = ""
    item: Callable[[Person, str], QueueItem | None] = lambda _person, _item: None


QUEUES: tuple[Queue, ...] = (
    Queue(
        gettext_noop("Disputes and claims"),
        "flag",
        "console-disputes",
        dispute_queue,
        DISPUTES,
        dispute_item,
    ),
    Queue(gettext_noop("Conduct"), "flag", "console-conduct", conduct_queue, CONDUCT, conduct_item),
    Queue(gettext_noop("Two operators"), "lock", "console-approvals", approval_queue),
)
"""Every queue of the house."""


def find_item(person: Person, name: str, called: str) -> QueueItem:
    """A matter of the queue of that name; `NotFound` if there is none, or the operator is a side of it."""
    items = (queue.item(person, called) for queue in QUEUES if name and queue.name == name)
    item = next(items, None)
    if item is None:
        raise NotFound
    return item


@dataclass(frozen=True)
class QueueRow:
    """A queue with what waits in it now."""

    queue: Queue
    state: QueueState

    @property
    def url(self) -> str:
        """The page of the queue."""
        return reverse(self.queue.page)


def queue_rows(operator: Person, now: datetime) -> list[QueueRow]:
    """The queues in which something waits: those with the soonest day first, then those without one."""
    rows = [QueueRow(queue, state) for queue in QUEUES if (state := queue.state(operator)).count]
    dated = sorted((row for row in rows if row.state.soonest), key=lambda row: row.state.soonest or now)
    return dated + [row for row in rows if row.state.soonest is None]
