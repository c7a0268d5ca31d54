"""What is to happen at times that are known: the audit names what is not scheduled for them."""

from collections.abc import Callable, Iterable
from datetime import datetime

from handsel.kernel import clock
from handsel.kernel.audit import RowUnreadable
from handsel.tasks.models import Subject, Task

Planned = tuple[str, Subject, datetime]
"""The kind of a task, its subject, and when it is due."""


def plan_faults(plan: Callable[[], Iterable[Planned]]) -> list[str]:
    """A sentence for each task that is planned for a time to come and not scheduled for it.

    The plan is made again before anything is called missing, since people act meanwhile. Where a row that was
    altered leaves it unknown, the sentence says so.
    """
    try:
        missing = _missing(plan())
        if missing:
            missing &= _missing(plan())
    except RowUnreadable as error:
        return [f"what is to happen is not known: {error}"]
    return [
        f"{kind} {subject} is to happen at {at.isoformat()}, but nothing is scheduled"
        for kind, subject, at in sorted(missing)
    ]


def _missing(plan: Iterable[Planned]) -> set[tuple[str, str, datetime]]:
    now = clock.now()
    ahead = {(kind, str(subject), at) for kind, subject, at in plan if at > now}
    rows = Task.objects.filter(kind__in={kind for kind, _, _ in ahead})
    return ahead.difference(rows.values_list("kind", "subject", "due_at"))
