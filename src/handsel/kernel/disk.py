"""Whether a disk is full, as the errors of files, SQLite and PostgreSQL tell it."""

import errno
from collections.abc import Iterator

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import Refusal

_FULL = {errno.ENOSPC, errno.EDQUOT}
_SQLITE_FULL = {"SQLITE_FULL", "SQLITE_IOERR_SHMSIZE"}
_POSTGRESQL_FULL = "53100"


def is_disk_full(error: BaseException) -> bool:
    """Whether an error, or one that caused it, is that there is no space left."""
    return any(map(_is_full, _causes(error)))


def _is_full(error: BaseException) -> bool:
    return (
        (isinstance(error, OSError) and error.errno in _FULL)
        or getattr(error, "sqlite_errorname", None) in _SQLITE_FULL
        or getattr(error, "sqlstate", None) == _POSTGRESQL_FULL
    )


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


class DiskFull(Refusal):
    """There is no space left on the disk."""

    what = gettext_noop("The disk of this site is full.")
    kept = gettext_noop("Nothing was done and no money moved.")
    way_out = gettext_noop("The operators are told. Keep what you wrote, and send it again later.")
