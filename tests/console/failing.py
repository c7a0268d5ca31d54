"""Tasks that fail, were given up, and are late, for the tests of the console."""

from datetime import timedelta

from handsel.kernel import clock
from handsel.tasks.models import Task, new_task

FAULT = "ConnectionRefusedError: no such server"


def failing_task(subject: object, kind: str = "mail", *, attempts: int = 3, given_up: bool = False) -> Task:
    """A task that failed, and is tried again in ten minutes unless it was given up."""
    now = clock.now()
    task = new_task(kind, str(subject), now - timedelta(hours=1))
    task.next_at = now + timedelta(minutes=10)
    task.attempts, task.last_error = attempts, FAULT
    task.given_up_at = now if given_up else None
    task.save()
    return task


def late_task(subject: object, kind: str = "mail") -> Task:
    """A task that was due ten minutes ago, and was not tried."""
    task = new_task(kind, str(subject), clock.now() - timedelta(minutes=10))
    task.save()
    return task


def fail_tasks(count: int) -> None:
    """So many of each."""
    first = Task.objects.count()
    for place in range(first, first + count):
        failing_task(f"failing {place}")
        failing_task(f"given up {place}", given_up=True)
        late_task(f"late {place}")
