"""Run due tasks: never two workers on one, and a killed worker's tasks are run again."""

import gc
import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from django.db import connection, transaction

from handsel.kernel import clock
from handsel.tasks.leases import LEASE, leased
from handsel.tasks.models import Task, TaskQuerySet

ATTEMPTS_MAX = 8
CHUNK_MIN, CHUNK, CHUNK_MAX = 10, 50, 500
"""How many tasks of a kind are run in one transaction, where there are so many: `CHUNK` at first."""
CHUNK_SECONDS = 0.25
"""How long such a transaction may take: on SQLite, requests that write wait for it."""
FIRST_DELAY, NEXT_TRY_MAX = timedelta(seconds=5), timedelta(days=1)

log = logging.getLogger(__name__)
_sizes: dict[str, int] = {}
"""How many tasks of each kind come next, by how long the last ones took."""


class Lane(Enum):
    """Which worker runs a kind of task, so that quick tasks don't wait for slow ones.

    `PROMPT` tasks are locked in the transaction that runs them: a killed worker leaves no trace. Others have
    a lease of two minutes, renewed while they run: after a crash it expires and the task runs again.
    """

    PROMPT = "the database alone"
    OUTSIDE = "a network"
    LONG = "work of minutes"


@dataclass(frozen=True)
class Handler:
    """The function that runs a kind of task, given its subject and the time.

    `do_each` runs many at once in one transaction, and gives the subjects of those that need no further try.
    """

    do: Callable[[str, datetime], None]
    lane: Lane = Lane.PROMPT
    do_each: Callable[[Sequence[str], datetime], set[str]] | None = None


def next_try(attempts: int, now: datetime) -> datetime:
    """The time of the next attempt after so many failures: 5 s, 20 s, 80 s and so on, at most a day."""
    delay: timedelta = FIRST_DELAY * 4 ** (attempts - 1)
    return now + min(delay, NEXT_TRY_MAX)


def next_size(size: int, seconds: float) -> int:
    """How many tasks to run at once, after so many took so long."""
    return min(max(int(size * CHUNK_SECONDS / max(seconds, 0.001)), CHUNK_MIN), CHUNK_MAX)


def work(handlers: Mapping[str, Handler], *, most: int = 100) -> int:
    """Run a chunk of each kind of which many are due, then up to `most` others; returns how many it tried."""
    chunks = {kind: _take_chunk(kind, handler, clock.now()) for kind, handler in handlers.items()}
    tried, others = sum(chunks.values()), {kind: handlers[kind] for kind, size in chunks.items() if not size}
    while tried < most and _take_one(others, clock.now()):
        tried += 1
    return tried


def _take_one(handlers: Mapping[str, Handler], now: datetime) -> bool:
    if not Task.objects.ripe(now).filter(kind__in=handlers).exists():
        return False
    prompt = [kind for kind, handler in handlers.items() if handler.lane is Lane.PROMPT]
    slower = [kind for kind in handlers if kind not in prompt]
    ripe = Task.objects.ripe(now).filter(kind__in=prompt)
    return _take_prompt(handlers, ripe, now) or _take_leased(handlers, slower, now)


def _take_chunk(kind: str, handler: Handler, now: datetime) -> int:
    """Run many tasks of a kind in one transaction; those that it leaves, or all if it fails, one by one."""
    if handler.do_each is None:
        return 0
    ripe = Task.objects.ripe(now).filter(kind=kind)
    if ripe[CHUNK_MIN - 1 : CHUNK_MIN].first() is None:
        return 0
    size, began = _sizes.get(kind, CHUNK), time.monotonic()
    subjects: dict[int, str] = {}
    done: set[str] = set()
    try:
        with _without_garbage_search(), transaction.atomic():
            subjects = dict(_unlocked(ripe).values_list("pk", "subject")[:size])
            done = handler.do_each(list(subjects.values()), now)
            finished = [pk for pk, subject in subjects.items() if subject in done]
            Task.objects.filter(pk__in=finished, next_at__lte=now).delete()
        if len(subjects) == size:
            _sizes[kind] = next_size(size, time.monotonic() - began)
    except Exception as error:
        log.warning("%d tasks %s are run one by one: %s", len(subjects), kind, error)
        done = set()
    for pk, subject in subjects.items():
        if subject not in done:
            _take_prompt({kind: handler}, ripe.filter(pk=pk), now)
    return len(subjects)


@contextmanager
def _without_garbage_search() -> Iterator[None]:
    """Put off the search for cyclic garbage: it would take a third of a chunk, which makes many objects."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _take_prompt(handlers: Mapping[str, Handler], ripe: TaskQuerySet, now: datetime) -> bool:
    task = None
    try:
        with transaction.atomic():
            task = _unlocked(ripe).first()
            if task is not None:
                handlers[task.kind].do(task.subject, now)
                _finish(task)
    except Exception as error:
        if task is None:
            raise
        _put_back(task, error, now)
    return task is not None


def _take_leased(handlers: Mapping[str, Handler], kinds: list[str], now: datetime) -> bool:
    with transaction.atomic():
        task = _unlocked(Task.objects.ripe(now).filter(kind__in=kinds)).first()
        if task is None:
            return False
        task.next_at = now + LEASE
        task.save(update_fields=["next_at"])
    try:
        with leased(task):
            handlers[task.kind].do(task.subject, now)
    except Exception as error:
        _put_back(task, error, now)
    else:
        _finish(task)
    return True


def _unlocked(tasks: TaskQuerySet) -> TaskQuerySet:
    if connection.features.has_select_for_update_skip_locked:
        return tasks.select_for_update(skip_locked=True)
    return tasks


def _finish(task: Task) -> None:
    """Delete the task, unless it rescheduled itself."""
    Task.objects.filter(pk=task.pk, next_at=task.next_at).delete()


def _put_back(task: Task, error: Exception, now: datetime) -> None:
    """Schedule the next attempt, unless the task was finished or rescheduled meanwhile."""
    tries = task.attempts + 1
    fault = f"{type(error).__name__}: {error}".replace("\0", "")[:2000]
    gives_up = tries >= ATTEMPTS_MAX
    if gives_up:
        log.error("given up after %d tries: %s: %s", tries, task, fault)
    else:
        log.warning("try %d failed: %s: %s", tries, task, fault)
    Task.objects.filter(pk=task.pk, next_at=task.next_at).update(
        attempts=tries,
        last_error=fault,
        next_at=next_try(tries, now),
        given_up_at=now if gives_up else None,
    )
