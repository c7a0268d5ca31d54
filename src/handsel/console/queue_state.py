"""How full a queue is."""

from dataclasses import dataclass
from datetime import datetime

from handsel.console.counting import Count


@dataclass(frozen=True)
class QueueState:
    """How many matters wait in a queue, and when the soonest of them has to be decided, if there is a day."""

    count: Count
    soonest: datetime | None = None
