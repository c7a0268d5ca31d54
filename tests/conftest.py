"""What every test may stand on: the cast, a clock that can be told, and walls against the net."""

import gc
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from _pytest.mark.structures import ParameterSet
from django.db import connection
from django.test import TransactionTestCase
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from handsel.kernel import clock
from handsel.kernel.identifiers import HOUSE, derived
from handsel.people.models import Person
from tests import patching
from tests.databases import depends_on_database, has_database
from tests.db_reset import empty

PASSWORD = "a long enough password"
MONDAY_NOON = datetime(2026, 3, 2, 17, tzinfo=UTC)
"""A Monday, 12:00 in the time of the house, six days before its clocks go forward."""

_SLOW = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
hypothesis_settings.register_profile(
    "quick", max_examples=25, deadline=None, derandomize=True, suppress_health_check=_SLOW
)
hypothesis_settings.register_profile("soak", max_examples=2000, deadline=None, suppress_health_check=_SLOW)
hypothesis_settings.load_profile("quick")
_COSTLY = hypothesis_settings(max_examples=10)


def costly(test: Callable[..., None]) -> Callable[..., None]:
    """Decorate a property of which each example is a whole story: in the quick profile it has fewer."""
    is_quick = hypothesis_settings.get_current_profile_name() == "quick"
    return _COSTLY(test) if is_quick else test


def soak(*values: object) -> list[ParameterSet]:
    """Parameters of a test that are tried in `make soak` alone: others of their kind are in `make test`."""
    return [pytest.param(*_all_of(value), marks=pytest.mark.soak) for value in values]


def _all_of(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else (value,)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--everywhere`."""
    parser.addoption(
        "--everywhere",
        action="store_true",
        help="run on PostgreSQL all tests that have a database, those too that end there as on SQLite",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL, leave out the tests that do not depend on the database: on SQLite all run."""
    if connection.vendor == "postgresql":
        runs = has_database if config.getoption("everywhere") else depends_on_database
        config.hook.pytest_deselected(items=[item for item in items if not runs(item)])
        items[:] = [item for item in items if runs(item)]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Let it be known which test runs."""
    patching.begin(item)


def pytest_collection_finish() -> None:
    """Let garbage be looked for among what tests make, not in all that was imported, and less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def pytest_sessionfinish() -> None:
    """Look for garbage once: pytest looks five times more, and all that the tests left is large."""
    gc.collect()
    gc.freeze()


class FrozenClock:
    """A clock in a test's hand: it stands still until it is told."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self(MONDAY_NOON)

    def __call__(self, instant: datetime) -> datetime:
        """Let it be `instant`."""
        self._stack.enter_context(clock.frozen_at(instant))
        return instant

    def passes(self, **lapse: float) -> datetime:
        """Let time pass: `told.passes(days=3)`."""
        return self(clock.now() + timedelta(**lapse))


@pytest.fixture
def frozen_clock() -> Iterator[FrozenClock]:
    """The present, which starts at `MONDAY_NOON`."""
    with ExitStack() as stack:
        yield FrozenClock(stack)


@pytest.fixture
def ada(db: None) -> Person:
    """The client."""
    return _person("Ada Vance", time_zone="America/New_York", works=False)


@pytest.fixture
def ben(db: None) -> Person:
    """The freelancer."""
    return _person("Ben Okafor", time_zone="Europe/Oslo", hires=False)


@pytest.fixture
def olga(db: None) -> Person:
    """The operator."""
    return _person("Olga Lind", is_operator=True)


@pytest.fixture
def eve(db: None) -> Person:
    """A stranger, who takes part in nothing."""
    return _person("Eve Moreau")


def _person(name: str, **fields: Any) -> Person:
    email = f"{name.split()[0].lower()}@example.org"
    return Person.objects.create_user(email, PASSWORD, id=derived(HOUSE, email), name=name, **fields)


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.FILES_DIR = tmp_path / "files"
    settings.SHOTS_DIR = tmp_path / "shots"
    settings.EXPORTS_DIR = tmp_path / "exports"
    settings.LOG_DIR = tmp_path / "log"
    settings.LOG_KEY_DIR = tmp_path / "log-key"


@pytest.fixture(autouse=True, scope="session")
def _emptied_in_spite_of_triggers() -> Iterator[None]:
    with patch.object(TransactionTestCase, "_fixture_teardown", lambda _case: empty(connection)):
        yield


@pytest.fixture(autouse=True, scope="session")
def _walls() -> Iterator[None]:
    """Nothing is reached beyond this machine."""
    connect = socket.socket.connect

    def near(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and address[0] not in {"127.0.0.1", "::1", "localhost"}:
            raise AssertionError(f"a test reached for {address[0]}")
        connect(self, address)

    with patch.object(socket.socket, "connect", near):
        yield
