"""Log lines of one kind, thinned out: whoever provokes them fills no disk."""

import logging
import time
from collections import Counter

LINES_MAX = 20
SECONDS = 60


class ThinOut(logging.Filter):
    """Let the first lines of a kind through in each minute, and say how many more there were."""

    def __init__(self) -> None:
        super().__init__()
        self._since = time.monotonic()
        self._seen: Counter[tuple[str, str]] = Counter()
        self._left_out: Counter[tuple[str, str]] = Counter()

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether to write a line; the words of a kind are those before its values are filled in."""
        if time.monotonic() - self._since >= SECONDS:
            self._since, self._seen = time.monotonic(), Counter()
        kind = (record.name, str(record.msg))
        self._seen[kind] += 1
        if self._seen[kind] > LINES_MAX:
            self._left_out[kind] += 1
            return False
        if more := self._left_out.pop(kind, 0):
            record.msg, record.args = f"{record.getMessage()} ({more} more like it were left out)", ()
        return True
