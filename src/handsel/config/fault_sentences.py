"""What a command says of a fault of its surroundings: what is wrong, what was not done, and what to do."""

import errno
from collections.abc import Callable, Mapping

from django.db import DatabaseError, OperationalError

from handsel.config.wrong_setting import WrongSetting
from handsel.kernel.disk import is_disk_full
from handsel.kernel.refusals import Refusal
from handsel.record.log.keyfiles import KeyBroken

_FULL = "the disk is full ({reason}); nothing more was done. Make room on it, then run this again."
_DAMAGED = (
    "the database is damaged ({reason}); nothing was written to it. Keep a copy of it, put the newest "
    "backup in its place, then run `handsel audit`."
)
_CLOSED = (
    "the database cannot be opened or written ({reason}); nothing more was done. Let the user who runs this "
    "read and write the database and its folder, then run this again."
)
_AWAY = (
    "the database did not answer: {reason}; nothing more was done. See that it runs and that "
    "HANDSEL_DATABASE_URL leads to it, then run this again."
)
_BARE = (
    "the database has none of the tables that this version needs ({reason}); nothing was done. See that "
    "HANDSEL_DATABASE_URL and HANDSEL_DATA_DIR lead to the house, then run `handsel migrate`."
)
_FORBIDDEN = (
    "{place} cannot be read or written ({reason}); nothing more was done. Let the user who runs this read "
    "and write there, then run this again."
)
_IN_THE_WAY = (
    "{place} is a file where a folder is needed, or a folder where a file is ({reason}); nothing more was "
    "done. Put it right, then run this again."
)
_BROKEN_DISK = (
    "{place} cannot be read or written ({reason}); nothing more was done. See to the disk, then run this "
    "again."
)
_SQLITE = {"NOTADB": _DAMAGED, "CORRUPT": _DAMAGED, "READONLY": _CLOSED, "CANTOPEN": _CLOSED, "PERM": _CLOSED}
_SQLSTATES = {"42P01": _BARE}
_FILES: Mapping[int | None, str] = {
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), _FORBIDDEN),
    **dict.fromkeys((errno.EISDIR, errno.ENOTDIR, errno.EEXIST), _IN_THE_WAY),
    errno.EIO: _BROKEN_DISK,
}


def sentence_of(error: Exception) -> str | None:
    """The words for an operator; None for a fault of the program, which keeps its traceback."""
    if isinstance(error, WrongSetting | Refusal | KeyBroken):
        return str(error)
    if is_disk_full(error):
        return _FULL.format(reason=_reason(error))
    for kind, words_of in _KINDS:
        if isinstance(error, kind):
            return words_of(error)
    return None


def _of_database(error: Exception) -> str | None:
    cause = error.__cause__
    name = getattr(cause, "sqlite_errorname", "").removeprefix("SQLITE_").partition("_")[0]
    words = _SQLITE.get(name) or _SQLSTATES.get(getattr(cause, "sqlstate", None) or "")
    if words is None and "no such table" in str(error):
        words = _BARE
    if words is None and isinstance(error, OperationalError):
        words = _AWAY
    return words and words.format(reason=_reason(error))


def _of_file(error: Exception) -> str | None:
    if not isinstance(error, OSError) or error.filename is None:
        return None
    words = _FILES.get(error.errno)
    return words and words.format(place=error.filename, reason=_reason(error))


def _reason(error: Exception) -> str:
    """The first line, or of a file the system's own word."""
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return reason.partition("\n")[0]


_KINDS: tuple[tuple[type[Exception], Callable[[Exception], str | None]], ...] = (
    (DatabaseError, _of_database),
    (OSError, _of_file),
)
