"""Which tests run on PostgreSQL too: those that may end otherwise there. On SQLite all run."""

from fnmatch import fnmatch
from pathlib import Path

import pytest

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}
"""The fixtures for which pytest-django gives a test the database, as it does for the mark `django_db`."""

SQLITE_ALONE = (
    "web/*",
    "work",
    "trust",
    "api/tracker",
    "notices",
    "handsel_verify",
    "config/sample",
)
"""Folders of pages, of the Tracker's operations, and of the rules of acts. Most acts meet PostgreSQL all the
same, in `promises`, `properties`, `stories`, audits and the sample house, and pages in `web/test_access.py`;
`make everywhere` tries all."""

BUT = (
    "web/search/*",
    "web/events/*",
    "web/test_unicode.py",
    "work/workroom/*",
    "work/hours/test_planning.py",
    "work/hours/test_timer.py",
    "work/hours/test_weekly_run.py",
    "config/sample/test_build.py",
)
"""What PostgreSQL does in its own way: searching, texts, listening, locking a single row, writing many."""

OF_DATABASES = {"IntegrityError", "at_once", "killed_while", "CaptureQueriesContext"}
"""Names that a test uses which tries what a database refuses, locks, or undoes."""

_TESTS = Path(__file__).parent


def has_database(item: pytest.Item) -> bool:
    """Whether a test may use the database; pytest-django makes it fail at the first query if not."""
    fixtures = getattr(item, "fixturenames", ())
    return item.get_closest_marker("django_db") is not None or not DATABASE_FIXTURES.isdisjoint(fixtures)


def depends_on_database(item: pytest.Item) -> bool:
    """Whether a test may end otherwise on another database."""
    if not has_database(item) or item.get_closest_marker("one_database"):
        return False
    return not _is_of_sqlite_alone(item.path) or _commits(item) or _names_databases(item)


def _is_of_sqlite_alone(path: Path) -> bool:
    """Whether a file is in one of those folders; the audits read what no act reads, and run on both."""
    place = path.relative_to(_TESTS)
    if "audit" in path.name or any(fnmatch(place.as_posix(), but) for but in BUT):
        return False
    return any(fnmatch(folder.as_posix(), alone) for folder in place.parents for alone in SQLITE_ALONE)


def _commits(item: pytest.Item) -> bool:
    mark = item.get_closest_marker("django_db")
    is_marked = mark is not None and bool(mark.kwargs.get("transaction"))
    return is_marked or "transactional_db" in getattr(item, "fixturenames", ())


def _names_databases(item: pytest.Item) -> bool:
    code = getattr(getattr(item, "obj", None), "__code__", None)
    return code is not None and not OF_DATABASES.isdisjoint(code.co_names)
