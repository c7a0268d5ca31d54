"""Leases of tasks that run outside a transaction, renewed until the task is done or lost."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import Error, connections

from handsel.kernel import clock
from handsel.tasks.models import Task

LEASE = timedelta(minutes=2)
RENEWED_EVERY_SECONDS = 40

log = logging.getLogger(__name__)


@contextmanager
def leased(task: Task) -> Iterator[None]:
    """Renew a task's lease in a thread inside the block; this moves `task.next_at`."""
    done = threading.Event()
    thread = threading.Thread(target=_renew, args=(task, done), name="lease", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _renew(task: Task, done: threading.Event) -> None:
    """Renew until done, rescheduled, or taken by another worker."""
    while not done.wait(RENEWED_EVERY_SECONDS) and _renew_once(task):
        pass


def _renew_once(task: Task) -> bool:
    """Renew once; during a database outage, try again next time."""
    until = clock.now() + LEASE
    try:
        renewed = Task.objects.filter(pk=task.pk, next_at=task.next_at).update(next_at=until)
    except Error as error:
        log.warning("the lease of %s is not renewed yet: %s", task, str(error).partition("\n")[0])
        return True
    finally:
        connections.close_all()
    if renewed:
        task.next_at = until
    return bool(renewed)
