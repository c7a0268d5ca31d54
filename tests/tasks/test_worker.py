"""The worker runs due tasks once, retries failures, and loses none when it is killed."""

import logging
import threading
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction

from handsel.kernel import clock
from handsel.tasks.leases import LEASE
from handsel.tasks.models import Task, schedule
from handsel.tasks.worker import (
    ATTEMPTS_MAX,
    CHUNK,
    CHUNK_MAX,
    CHUNK_MIN,
    CHUNK_SECONDS,
    Handler,
    Lane,
    next_size,
    next_try,
    work,
)
from tests.conftest import MONDAY_NOON, FrozenClock
from tests.processes import killed_while

Done = list[tuple[str, datetime]]
KILLED = """
import time
from datetime import datetime
from handsel.tasks.worker import Handler, Lane, work

def stuck(subject, at):
    print("begun", flush=True)
    time.sleep(60)

work({"try": Handler(stuck, Lane.%s)})
"""

KILLED_IN_CHUNK = """
import time
from handsel.tasks.models import Task
from handsel.tasks.worker import Handler, work

def stuck(subjects, at):
    Task.objects.filter(subject__in=subjects).update(attempts=5)
    print("begun", flush=True)
    time.sleep(60)

work({"try": Handler(None, do_each=stuck)})
"""


@pytest.fixture
def done() -> Done:
    """What handlers have done, in order."""
    return []


def doing(done: Done) -> Callable[[str, datetime], None]:
    return lambda subject, at: done.append((subject, at))


def failing(_subject: str, _at: datetime) -> None:
    raise ValueError("the bank is shut")


@pytest.mark.parametrize(
    ("failures", "seconds"), [(1, 5), (2, 20), (3, 80), (4, 320), (7, 20_480), (8, 81_920), (9, 86_400)]
)
def test_each_try_waits_four_times_as_long_but_at_most_a_day(failures: int, seconds: int) -> None:
    assert next_try(failures, MONDAY_NOON) - MONDAY_NOON == timedelta(seconds=seconds)


@pytest.mark.django_db
@pytest.mark.parametrize("lane", Lane)
def test_what_is_due_is_done_once_and_gone(frozen_clock: FrozenClock, done: Done, lane: Lane) -> None:
    schedule("try", "now", at=clock.now())
    handlers = {"try": Handler(doing(done), lane)}
    assert work(handlers) == 1
    assert work(handlers) == 0
    assert done == [("now", MONDAY_NOON)]
    assert not Task.objects.exists()


@pytest.mark.django_db
def test_what_is_not_due_waits(frozen_clock: FrozenClock, done: Done) -> None:
    schedule("try", "later", at=clock.now() + timedelta(seconds=1))
    assert work({"try": Handler(doing(done))}) == 0
    frozen_clock.passes(seconds=1)
    assert work({"try": Handler(doing(done))}) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("lane", Lane)
def test_what_was_moved_ahead_of_its_time_waits_for_it(
    frozen_clock: FrozenClock, done: Done, lane: Lane
) -> None:
    subjects = scheduled(CHUNK_MIN, due=clock.now() + timedelta(days=1))
    Task.objects.update(next_at=clock.now() - timedelta(hours=1), attempts=1)
    handlers = {"try": Handler(doing(done), lane, do_each=_all)}
    assert (work(handlers), done, Task.objects.count()) == (0, [], CHUNK_MIN)
    frozen_clock.passes(days=1)
    assert (work(handlers), Task.objects.count()) == (len(subjects), 0)


@pytest.mark.django_db
def test_the_soonest_is_done_first(frozen_clock: FrozenClock, done: Done) -> None:
    for minutes in (1, 3, 2):
        schedule("try", minutes, at=clock.now() - timedelta(minutes=minutes))
    work({"try": Handler(doing(done))})
    assert [subject for subject, _ in done] == ["3", "2", "1"]


@pytest.mark.django_db
def test_a_kind_that_nobody_handles_waits(frozen_clock: FrozenClock) -> None:
    schedule("strange", "1", at=clock.now())
    assert work({"try": Handler(failing)}) == 0
    assert Task.objects.count() == 1


@pytest.mark.django_db
def test_no_more_is_done_at_a_time_than_asked(frozen_clock: FrozenClock, done: Done) -> None:
    for subject in range(5):
        schedule("try", subject, at=clock.now())
    assert work({"try": Handler(doing(done))}, most=3) == 3
    assert Task.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("lane", Lane)
def test_a_failure_is_kept_with_its_reason_and_tried_again(frozen_clock: FrozenClock, lane: Lane) -> None:
    schedule("try", "1", at=clock.now())
    assert work({"try": Handler(failing, lane)}) == 1
    task = Task.objects.get()
    assert (task.attempts, task.last_error) == (1, "ValueError: the bank is shut")
    assert task.next_at == clock.now() + timedelta(seconds=5)
    assert task.due_at == MONDAY_NOON


@pytest.mark.django_db
def test_what_a_failed_try_wrote_is_undone(frozen_clock: FrozenClock) -> None:
    def half(_subject: str, at: datetime) -> None:
        schedule("other", "half", at=at)
        raise ValueError("and no further")

    schedule("try", "1", at=clock.now())
    work({"try": Handler(half)})
    assert not Task.objects.filter(kind="other").exists()


@pytest.mark.django_db
def test_it_is_given_up_loudly_after_eight_tries(
    frozen_clock: FrozenClock, caplog: pytest.LogCaptureFixture
) -> None:
    schedule("try", "1", at=clock.now())
    for _ in range(ATTEMPTS_MAX):
        assert work({"try": Handler(failing)}) == 1
        frozen_clock.passes(days=1)
    assert work({"try": Handler(failing)}) == 0
    assert list(Task.objects.given_up()) == [Task.objects.get()]
    (loud,) = [line for line in caplog.records if line.levelno == logging.ERROR]
    assert loud.message == "given up after 8 tries: try 1: ValueError: the bank is shut"


@pytest.mark.django_db
def test_what_asks_for_itself_again_while_it_is_done_stays(frozen_clock: FrozenClock) -> None:
    def again(subject: str, at: datetime) -> None:
        schedule("try", subject, at=at + timedelta(days=1))

    schedule("try", "1", at=clock.now())
    assert work({"try": Handler(again)}) == 1
    assert Task.objects.get().next_at == MONDAY_NOON + timedelta(days=1)


@pytest.mark.django_db
def test_a_failure_does_not_touch_what_was_asked_for_again_meanwhile(frozen_clock: FrozenClock) -> None:
    def again(subject: str, at: datetime) -> None:
        schedule("try", subject, at=at + timedelta(days=1))
        raise ValueError("too late")

    schedule("try", "1", at=clock.now())
    work({"try": Handler(again, Lane.OUTSIDE)})
    task = Task.objects.get()
    assert (task.attempts, task.next_at) == (0, MONDAY_NOON + timedelta(days=1))


@pytest.mark.django_db
def test_what_takes_longer_is_leased_so_that_nobody_else_takes_it(
    frozen_clock: FrozenClock, done: Done
) -> None:
    def look(_subject: str, at: datetime) -> None:
        assert work({"try": Handler(doing(done), Lane.OUTSIDE)}) == 0
        assert Task.objects.get().next_at == at + LEASE

    schedule("try", "1", at=clock.now())
    assert work({"try": Handler(look, Lane.OUTSIDE)}) == 1
    assert not Task.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_leaves_no_trace_inside(done: Done) -> None:
    schedule("try", "1", at=clock.now())
    killed_while(KILLED % Lane.PROMPT.name)
    assert Task.objects.get().attempts == 0
    assert work({"try": Handler(doing(done))}) == 1
    assert [subject for subject, _ in done] == ["1"]


@pytest.mark.django_db(transaction=True)
def test_a_killed_workers_lease_runs_out_and_it_is_done_again(done: Done) -> None:
    schedule("try", "1", at=clock.now())
    killed_while(KILLED % Lane.OUTSIDE.name)
    assert work({"try": Handler(doing(done), Lane.OUTSIDE)}) == 0
    with clock.frozen_at(clock.now() + LEASE):
        assert work({"try": Handler(doing(done), Lane.OUTSIDE)}) == 1
    assert [subject for subject, _ in done] == ["1"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one worker")
def test_two_workers_never_take_the_same_row_nor_wait_for_each_other(done: Done) -> None:
    schedule("try", "held", at=clock.now() - timedelta(minutes=1))
    schedule("try", "free", at=clock.now())
    with transaction.atomic():
        Task.objects.select_for_update().get(subject="held")
        other = threading.Thread(target=_work_and_close, args=(done,))
        other.start()
        other.join(10)
    assert [subject for subject, _ in done] == ["free"]


@pytest.mark.django_db(transaction=True)
def test_many_workers_do_each_duty_once(done: Done) -> None:
    for subject in range(20):
        schedule("try", subject, at=clock.now())
    workers = [threading.Thread(target=_work_and_close, args=(done,)) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(30)
    assert sorted(int(subject) for subject, _ in done) == list(range(20))


def scheduled(count: int, due: datetime | None = None) -> list[str]:
    """So many tasks, due now if no other time is named; their subjects in order."""
    subjects = [f"{number:04d}" for number in range(count)]
    for subject in subjects:
        schedule("try", subject, at=due or clock.now())
    return subjects


def _all(some: Sequence[str], _at: datetime) -> set[str]:
    return set(some)


@pytest.mark.django_db
def test_many_are_done_at_once_and_those_that_are_left_one_by_one(
    frozen_clock: FrozenClock, done: Done
) -> None:
    subjects, chunks = scheduled(CHUNK_MIN + 2), []

    def do_each(some: Sequence[str], at: datetime) -> set[str]:
        chunks.append((list(some), at))
        return set(some[3:])

    assert work({"try": Handler(doing(done), do_each=do_each)}) == len(subjects)
    assert chunks == [(subjects, MONDAY_NOON)]
    assert done == [(subject, MONDAY_NOON) for subject in subjects[:3]]
    assert not Task.objects.exists()


@pytest.mark.django_db
def test_few_are_done_one_by_one(frozen_clock: FrozenClock, done: Done) -> None:
    subjects = scheduled(CHUNK_MIN - 1)
    work({"try": Handler(doing(done), do_each=lambda some, at: set(some))})
    assert [subject for subject, _ in done] == subjects


@pytest.mark.django_db
def test_a_chunk_is_no_larger_than_a_request_may_wait_for(frozen_clock: FrozenClock, done: Done) -> None:
    subjects, sizes = scheduled(CHUNK + CHUNK_MIN), []

    def do_each(some: Sequence[str], at: datetime) -> set[str]:
        sizes.append(len(some))
        return set(some)

    handlers = {"try": Handler(doing(done), do_each=do_each)}
    assert [work(handlers), work(handlers), work(handlers)] == [CHUNK, len(subjects) - CHUNK, 0]
    assert (sizes, done) == ([CHUNK, CHUNK_MIN], [])


@pytest.mark.parametrize(
    ("size", "seconds", "expected"),
    [
        (100, CHUNK_SECONDS, 100),
        (100, CHUNK_SECONDS / 2, 200),
        (100, CHUNK_SECONDS * 4, 25),
        (100, 60, CHUNK_MIN),
        (100, 0, CHUNK_MAX),
    ],
)
def test_the_next_chunk_is_as_large_as_takes_a_quarter_of_a_second(
    size: int, seconds: float, expected: int
) -> None:
    assert next_size(size, seconds) == expected


@pytest.mark.django_db
def test_one_that_fails_does_not_hold_up_the_others(frozen_clock: FrozenClock, done: Done) -> None:
    subjects = scheduled(CHUNK_MIN)

    def do(subject: str, at: datetime) -> None:
        if subject == subjects[4]:
            raise ValueError("the bank is shut")
        done.append((subject, at))

    def do_each(some: Sequence[str], at: datetime) -> set[str]:
        Task.objects.filter(subject__in=some).update(attempts=7)
        raise ValueError("the bank is shut")

    work({"try": Handler(do, do_each=do_each)})
    assert [subject for subject, _ in done] == [subject for subject in subjects if subject != subjects[4]]
    left = Task.objects.get()
    assert (left.subject, left.attempts) == (subjects[4], 1)


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_killed_in_a_chunk_leaves_no_trace(done: Done) -> None:
    subjects = scheduled(CHUNK_MIN)
    killed_while(KILLED_IN_CHUNK)
    assert set(Task.objects.values_list("attempts", flat=True)) == {0}
    assert work({"try": Handler(doing(done), do_each=lambda some, at: set(some))}) == len(subjects)


def _work_and_close(done: Done) -> None:
    work({"try": Handler(doing(done))})
    connection.close()
