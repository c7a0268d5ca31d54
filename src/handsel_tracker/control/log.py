"""The log of the daemon: it never fills the disk."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

LOG_BYTES_MAX, ENTRY_LETTERS_MAX = 1024 * 1024, 8000


class CutFormatter(logging.Formatter):
    """Entries that are cut to a length, whatever somebody else made them say."""

    def format(self, record: logging.LogRecord) -> str:
        """The entry."""
        text = super().format(record)
        return text if len(text) <= ENTRY_LETTERS_MAX else f"{text[:ENTRY_LETTERS_MAX]} (cut)"


def keep_log(path: Path) -> logging.Handler:
    """Write what is logged to a file, which is put aside when it is long, in the place of the one before."""
    handler = RotatingFileHandler(path, maxBytes=LOG_BYTES_MAX, backupCount=1, encoding="utf-8")
    handler.setFormatter(CutFormatter("%(asctime)s %(levelname)s %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    return handler
