"""What the house needs around it, and what of that is missing now; four queries at most."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from handsel.kernel.i18n import gettext_noop
from handsel.record.entry_time import clock_is_wrong
from handsel.record.log import keys
from handsel.tasks.models import Task
from handsel.tasks.pulses import is_silent, last_beats

DISK_FREE_MIN = 1_000_000_000
"""The least free space of the data folder, in bytes: a few uploads fit, and there is time to make room."""


class Need(StrEnum):
    """What may be missing."""

    MIGRATIONS = "migrations"
    DISK = "disk"
    KEY = "key"
    CLOCK = "clock"
    WORKER = "worker"
    TASKS = "tasks"


@dataclass(frozen=True)
class ReadinessFault:
    """Something that is missing, and a sentence for translators that names no person and no secret."""

    need: Need
    sentence: str


class _Migrated:
    """Whether this process saw that every migration was applied: no later one can be missing in it."""

    is_known = False


def readiness_faults(now: datetime) -> Iterator[ReadinessFault]:
    """What is missing; raises `DatabaseError` if the database does not answer."""
    yield from environment_faults(now)
    if clock_is_wrong():
        yield ReadinessFault(Need.CLOCK, gettext_noop("The clock is wrong."))
    if Task.objects.late(now).exists():
        yield ReadinessFault(Need.TASKS, gettext_noop("Tasks are late."))


def environment_faults(now: datetime) -> Iterator[ReadinessFault]:
    """What is missing of that which is not the house's own; one query, but for the first of a process."""
    if not _is_migrated():
        yield ReadinessFault(Need.MIGRATIONS, gettext_noop("The database is of another version."))
    if disk_free() < DISK_FREE_MIN:
        yield ReadinessFault(Need.DISK, gettext_noop("The disk is almost full."))
    if not _can_sign():
        yield ReadinessFault(Need.KEY, gettext_noop("The key of the log cannot be used."))
    if is_silent(last_beats(), now):
        yield ReadinessFault(Need.WORKER, gettext_noop("No worker runs."))


def disk_free() -> int:
    """The free space of the data folder, in bytes; 0 if it is not there."""
    try:
        return shutil.disk_usage(settings.DATA_DIR).free
    except OSError:
        return 0


def _is_migrated() -> bool:
    if not _Migrated.is_known:
        executor = MigrationExecutor(connection)
        _Migrated.is_known = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _Migrated.is_known


def _can_sign() -> bool:
    try:
        keys.require_sound()
    except keys.KeyBroken:
        return False
    return True
