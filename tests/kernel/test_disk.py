"""A full disk is known by the errors of files and of both databases, however deep they lie."""

import errno
import sqlite3

import pytest
from django.db import OperationalError

from handsel.kernel.disk import is_disk_full


class PostgreSQLError(Exception):
    """An error with its code, as the driver raises it."""

    def __init__(self, sqlstate: str) -> None:
        self.sqlstate = sqlstate


def sqlite_error(name: str) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorname = name
    return error


def caused_by(cause: Exception) -> Exception:
    try:
        raise OperationalError("could not write") from cause
    except OperationalError as error:
        return error


@pytest.mark.parametrize(
    ("error", "full"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), True),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), True),
        (OSError(errno.EACCES, "Permission denied"), False),
        (sqlite_error("SQLITE_FULL"), True),
        (sqlite_error("SQLITE_BUSY"), False),
        (PostgreSQLError("53100"), True),
        (PostgreSQLError("57P01"), False),
        (ValueError("full"), False),
    ],
)
def test_no_space_left_is_known_from_other_errors(error: Exception, full: bool) -> None:
    assert is_disk_full(error) == is_disk_full(caused_by(error)) == full


def test_an_error_that_came_up_while_another_was_handled_is_looked_through() -> None:
    later = ValueError("afterwards")
    later.__context__ = OSError(errno.ENOSPC, "No space left on device")
    assert is_disk_full(later)
    later.__suppress_context__ = True
    assert not is_disk_full(later)
