"""What the house needs around it, and what of that is missing."""

from pathlib import Path
from typing import Any

import pytest

from handsel.console.machines import readiness
from handsel.console.machines.readiness import DISK_FREE_MIN, Need, disk_free, readiness_faults
from handsel.kernel import clock
from handsel.record.log.writer import write_log
from handsel.tasks.pulses import beat
from handsel.tasks.worker import Lane
from tests import factories
from tests.conftest import FrozenClock
from tests.console.failing import late_task

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


@pytest.fixture(autouse=True)
def worker(frozen_clock: FrozenClock) -> None:
    """A worker that runs."""
    beat(Lane.PROMPT, clock.now())


def missing() -> set[Need]:
    return {fault.need for fault in readiness_faults(clock.now())}


def test_nothing_is_missing_in_a_house_that_runs() -> None:
    assert missing() == set()


def test_a_disk_that_is_almost_full_is_named(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    monkeypatch.setattr(readiness, "disk_free", lambda: DISK_FREE_MIN - 1)
    assert missing() == {Need.DISK}
    monkeypatch.undo()
    settings.DATA_DIR = Path("/no/such/folder")
    assert disk_free() == 0


def test_a_key_that_is_gone_is_named(settings: Any) -> None:
    factories.ensure_presets()
    write_log()
    (Path(settings.LOG_KEY_DIR) / "signing-key").unlink()
    assert missing() == {Need.KEY}


def test_a_clock_that_was_set_back_is_named(frozen_clock: FrozenClock) -> None:
    factories.ensure_presets()
    write_log()
    frozen_clock.passes(hours=-1)
    assert missing() == {Need.CLOCK}


def test_a_worker_that_is_silent_is_named_and_so_are_late_tasks(frozen_clock: FrozenClock) -> None:
    late_task(1)
    assert missing() == {Need.TASKS}
    frozen_clock.passes(minutes=3)
    assert missing() == {Need.WORKER, Need.TASKS}


def test_a_database_of_another_version_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readiness._Migrated, "is_known", False)
    monkeypatch.setattr(readiness.MigrationExecutor, "migration_plan", lambda *_args: ["a migration"])
    assert missing() == {Need.MIGRATIONS}
