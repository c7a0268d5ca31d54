"""How full a queue is, and one matter of it."""

from dataclasses import dataclass
from datetime import datetime

from handsel.console.counting import Count


@dataclass(frozen=True)
class QueueState:
    """How many matters wait in a queue, and when the soonest of them has to be decided, if there is a day."""

    count: Count
    soonest: datetime | None = None


@dataclass(frozen=True)
class QueueItem:
    """A matter of a queue: what it is called, the page on which it is decided, and until when it waits.

    It has no `due` once it waits for nobody.
    """

    title: str
    url: str
    due: datetime | None
