"""Keeping a duty while it is done outside a transaction: its lease is renewed until it is done or dropped."""

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
    """Have a thread renew the lease of a duty, by which `duty.next_at` moves, until this is left."""
    done = threading.Event()
    thread = threading.Thread(target=_renew, args=(task, done), name="lease", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _renew(task: Task, done: threading.Event) -> None:
    """A duty that was asked for anew meanwhile, or that another worker took, is not kept any longer."""
    while not done.wait(RENEWED_EVERY_SECONDS) and _kept(task):
        pass


def _kept(task: Task) -> bool:
    """Renew once; where the database is away, the lease stands as it was, and is renewed the next time."""
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
