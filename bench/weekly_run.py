"""The weekly run: submit and pay timesheets of 20 blocks, against the same writes by the database alone."""

import itertools
import resource
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from django.db import connection

from bench.database_copies import copy_database, keep_writes, write_again
from bench.hourly_weeks import MONDAY, create_weeks
from bench.trial import Contender, Row, Scale, Trial
from handsel.config.sqlite.checkpointer import checkpointing
from handsel.config.task_handlers import TASK_HANDLERS
from handsel.kernel import clock
from handsel.people.calendars import house_calendar
from handsel.tasks.models import schedule
from handsel.tasks.worker import work
from handsel.work.hours import review
from handsel.work.hours.models import Timesheet
from handsel.work.hours.planning import SUBMIT
from handsel.work.hours.review_timer import PAY

FAR = datetime(2099, 1, 1, tzinfo=UTC)


def submit() -> None:
    """Submit every timesheet on its Monday."""
    _work_all(SUBMIT, review.submits_at(MONDAY, house_calendar()))


def pay() -> None:
    """Pay every timesheet when its review has ended."""
    _work_all(PAY, review.submits_at(MONDAY, house_calendar()) + timedelta(days=7))


STEPS = (submit, pay)


def _work_all(kind: str, at: datetime) -> None:
    with clock.frozen_at(at):
        while work({kind: TASK_HANDLERS[kind]}):
            pass


def _rate(count: int, do: Callable[[], None]) -> float:
    """Timesheets a second, on a fresh copy of the house before the run."""
    copy_database(f"house{count}", "turn")
    began = time.perf_counter()
    with _checkpointing():
        do()
    return count / (time.perf_counter() - began)


def _checkpointing() -> AbstractContextManager[None]:
    """Checkpoint the write-ahead log of SQLite meanwhile, as the site does it."""
    here = Path(str(connection.settings_dict["NAME"]))
    return checkpointing(here) if connection.vendor == "sqlite" else nullcontext()


def _run_all(count: int) -> None:
    for step in STEPS:
        step()
    assert Timesheet.objects.filter(stage="paid").count() == count


@contextmanager
def _stage(count: int, small: int, is_tracked: bool, scale: Scale) -> Iterator[Mapping[str, Contender]]:
    empty = Path(str(connection.settings_dict["NAME"])).name
    for size in (small, count):
        copy_database(empty, f"house{size}")
        create_weeks(size, is_tracked=is_tracked)
    with tempfile.TemporaryDirectory(prefix="handsel-bench-") as name:
        folder = Path(name)
        copy_database(f"house{count}", "turn")
        kept = keep_writes(folder, STEPS)
        assert Timesheet.objects.filter(protected=0).count() == (0 if is_tracked else count)
        inserted = [{rows for rows in names if rows.startswith("new_")} for names in kept]
        yield {
            "run": partial(_rate, count, partial(_run_all, count)),
            "small run": partial(_rate, small, partial(_run_all, small)),
            "copy": partial(_rate, count, partial(write_again, folder, inserted)),
            "all writes": partial(_rate, count, partial(write_again, folder, kept)),
        }


def _longest_wait(count: int) -> float:
    """The longest wait for a write, in seconds, of somebody who writes 20 times a second during a run."""
    copy_database(f"house{count}", "turn")
    stop, waits = threading.Event(), [0.0]
    writer = threading.Thread(target=_write_often, args=(stop, waits))
    writer.start()
    with _checkpointing():
        _run_all(count)
    stop.set()
    writer.join()
    return max(waits)


def _write_often(stop: threading.Event, waits: list[float]) -> None:
    numbers = itertools.count()
    while not stop.wait(0.05):
        began = time.perf_counter()
        schedule("bench", next(numbers), at=FAR)
        waits.append(time.perf_counter() - began)
    connection.close()


def _megabytes(count: int) -> float:
    """The most memory that this process had, with what made the house."""
    copy_database(f"house{count}", "turn")
    with _checkpointing():
        _run_all(count)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@contextmanager
def _stage_alone(
    count: int, contender: Callable[[int], float], scale: Scale
) -> Iterator[Mapping[str, Contender]]:
    empty = Path(str(connection.settings_dict["NAME"])).name
    copy_database(empty, f"house{count}")
    create_weeks(count)
    yield {"run": partial(contender, count)}


def _trial(
    database: str, name: str, *, count: int, small: int, in_quick: bool, is_tracked: bool = False
) -> Trial:
    peer = "INSERT..SELECT" if database == "sqlite" else "COPY"
    weeks = f"{count:,} tracked weeks" if is_tracked else f"{count:,}"
    return Trial(
        name=name,
        database=database,
        stage=partial(_stage, count, small, is_tracked),
        rows=(
            Row(f"weekly run of {weeks} on {database}, against {peer}", "run", "copy", 0.15),
            Row("the same, aim", "run", "copy", 0.3, is_aim=True),
            Row("the same, against inserts, updates and deletes", "run", "all writes", 0.15, is_aim=True),
            Row(f"{weeks} against {small:,}, for each timesheet", "run", "small run", 1 / 1.2),
        ),
        in_quick=in_quick,
    )


TRIALS = (
    _trial("sqlite", "weekly-sqlite", count=100_000, small=10_000, in_quick=False),
    _trial("postgresql", "weekly-postgresql", count=100_000, small=10_000, in_quick=False),
    _trial("sqlite", "weekly-sqlite-10000", count=10_000, small=2_000, in_quick=True),
    _trial("postgresql", "weekly-postgresql-10000", count=10_000, small=2_000, in_quick=True),
    _trial("sqlite", "weekly-tracked-sqlite", count=1_000, small=400, in_quick=False, is_tracked=True),
    _trial(
        "postgresql", "weekly-tracked-postgresql", count=1_000, small=400, in_quick=False, is_tracked=True
    ),
    Trial(
        name="weekly-wait",
        database="sqlite",
        stage=partial(_stage_alone, 2_000, _longest_wait),
        rows=(Row("SQLite: longest wait of a write during the run, seconds", "run", "", 1, at_most=True),),
        unit=" s",
    ),
    Trial(
        name="weekly-memory",
        database="sqlite",
        stage=partial(_stage_alone, 10_000, _megabytes),
        rows=(Row("memory of the worker in a run of 10,000, MB", "run", "", 300, at_most=True),),
        unit=" MB",
    ),
)
