"""The weekly run: submit and pay timesheets of 20 blocks, against the database's copy of the same rows."""

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path

from django.db import connection, transaction

from bench.hourly_weeks import MONDAY, create_weeks
from bench.trial import Contender, Row, Scale, Trial
from handsel.config.task_handlers import TASK_HANDLERS
from handsel.kernel import clock
from handsel.people.calendars import house_calendar
from handsel.tasks.worker import work
from handsel.work.hours import review
from handsel.work.hours.models import Timesheet
from handsel.work.hours.planning import SUBMIT
from handsel.work.hours.review_timer import PAY

BLOCK = 1 << 16
WRITTEN = (
    "record_entry",
    "record_entrycontent",
    "record_pendingleaf",
    "hours_timesheet",
    "ledger_transfer",
    "ledger_posting",
    "invoices_invoicecounter",
    "invoices_invoice",
    "tasks_task",
)
"""The tables in which the run inserts rows, in the order of their references."""


def run() -> None:
    """Submit every timesheet on its Monday, and pay each when its review has ended."""
    submits = review.submits_at(MONDAY, house_calendar())
    for kind, at in ((SUBMIT, submits), (PAY, submits + timedelta(days=7))):
        with clock.frozen_at(at):
            while work({kind: TASK_HANDLERS[kind]}):
                pass


def _use(name: str) -> None:
    """Use another database of this server, or another file of this folder."""
    connection.close()
    here = Path(str(connection.settings_dict["NAME"]))
    connection.settings_dict["NAME"] = str(here.with_name(name))


def _copy_database(source: str, target: str) -> None:
    """Copy a database over another, and use the copy."""
    if connection.vendor == "sqlite":
        _use(source)
        here = Path(connection.settings_dict["NAME"])
        shutil.copy(here, here.with_name(target))
    else:
        _use("template1")
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {target}")
            cursor.execute(f"CREATE DATABASE {target} TEMPLATE {source} STRATEGY file_copy")
    _use(target)
    connection.ensure_connection()


def _rate(count: int, do: Callable[[], None]) -> float:
    """Timesheets a second, on a fresh copy of the house before the run."""
    _copy_database(f"house{count}", "turn")
    began = time.perf_counter()
    do()
    return count / (time.perf_counter() - began)


def _run_all(count: int) -> None:
    run()
    assert Timesheet.objects.filter(stage="paid").count() == count


def _keep_rows(folder: Path) -> None:
    """Keep what the run wrote: in files of COPY, or in a database to select from."""
    if connection.vendor == "sqlite":
        _copy_database("turn", "ran")
        return
    with connection.cursor() as cursor:
        for table in WRITTEN:
            out = f"COPY {table} TO STDOUT (FORMAT BINARY)"
            with (folder / table).open("wb") as file, cursor.copy(out) as copy:
                for block in copy:
                    file.write(block)


def _write_rows(folder: Path) -> None:
    """Write the rows that the run wrote, as fast as the database can."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            ran = Path(connection.settings_dict["NAME"]).with_name("ran")
            cursor.execute(f"ATTACH '{ran}' AS ran")
        with transaction.atomic():
            for table in WRITTEN:
                if connection.vendor == "sqlite":
                    cursor.execute(f"INSERT INTO main.{table} SELECT * FROM ran.{table}")
                    continue
                with (
                    (folder / table).open("rb") as file,
                    cursor.copy(f"COPY {table} FROM STDIN (FORMAT BINARY)") as copy,
                ):
                    while block := file.read(BLOCK):
                        copy.write(block)


@contextmanager
def _stage(count: int, small: int, scale: Scale) -> Iterator[Mapping[str, Contender]]:
    empty = Path(str(connection.settings_dict["NAME"])).name
    for size in (small, count):
        _copy_database(empty, f"house{size}")
        create_weeks(size)
    _rate(count, partial(_run_all, count))
    with tempfile.TemporaryDirectory(prefix="handsel-bench-") as name:
        folder = Path(name)
        _keep_rows(folder)
        yield {
            "run": partial(_rate, count, partial(_run_all, count)),
            "small run": partial(_rate, small, partial(_run_all, small)),
            "copy": partial(_rate, count, partial(_write_rows, folder)),
        }


def _trial(database: str, name: str, *, count: int, small: int, in_quick: bool) -> Trial:
    peer = "INSERT..SELECT" if database == "sqlite" else "COPY"
    return Trial(
        name=name,
        database=database,
        stage=partial(_stage, count, small),
        rows=(
            Row(f"weekly run of {count:,} on {database}, against {peer}", "run", "copy", 0.15),
            Row("the same, aim", "run", "copy", 0.3, is_aim=True),
            Row(f"{count:,} against {small:,}, for each timesheet", "run", "small run", 1 / 1.2),
        ),
        in_quick=in_quick,
    )


TRIALS = (
    _trial("sqlite", "weekly-sqlite", count=100_000, small=10_000, in_quick=False),
    _trial("postgresql", "weekly-postgresql", count=100_000, small=10_000, in_quick=False),
    _trial("sqlite", "weekly-sqlite-10000", count=10_000, small=2_000, in_quick=True),
    _trial("postgresql", "weekly-postgresql-10000", count=10_000, small=2_000, in_quick=True),
)
