"""Keeping a duty while it is done outside a transaction: its lease is renewed until it is done or dropped."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import Error, connections

from handsel.due.models import Duty
from handsel.kernel import clock

LEASE = timedelta(minutes=2)
RENEWED_EVERY_SECONDS = 40

log = logging.getLogger(__name__)


@contextmanager
def leased(duty: Duty) -> Iterator[None]:
    """Have a thread renew the lease of a duty, by which `duty.next_at` moves, until this is left."""
    done = threading.Event()
    thread = threading.Thread(target=_renew, args=(duty, done), name="lease", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _renew(duty: Duty, done: threading.Event) -> None:
    """A duty that was asked for anew meanwhile, or that another worker took, is not kept any longer."""
    while not done.wait(RENEWED_EVERY_SECONDS) and _kept(duty):
        pass


def _kept(duty: Duty) -> bool:
    """Renew once; where the database is away, the lease stands as it was, and is renewed the next time."""
    until = clock.now() + LEASE
    try:
        renewed = Duty.objects.filter(pk=duty.pk, next_at=duty.next_at).update(next_at=until)
    except Error as error:
        log.warning("the lease of %s is not renewed yet: %s", duty, str(error).partition("\n")[0])
        return True
    finally:
        connections.close_all()
    if renewed:
        duty.next_at = until
    return bool(renewed)
