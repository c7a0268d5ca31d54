"""How far a long check is: said on a terminal, and nowhere else."""

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

SHOW_SECONDS = 0.2
"""How often the figure is written."""
Looked = TypeVar("Looked")
_START_OF_LINE, _CLEAR_LINE = "\r", "\r\x1b[K"


class ProgressLine:
    """A count of what was looked at, written to stderr over and over where that is a terminal."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._count = 0
        self._shows = sys.stderr.isatty()
        self._began = self._shown_at = time.monotonic()

    def watch(self, rows: Iterable[Looked]) -> Iterator[Looked]:
        """The same rows, each counted."""
        for row in rows:
            self.reach(self._count + 1)
            yield row

    def reach(self, count: int) -> None:
        """So many were looked at by now."""
        self._count = count
        now = time.monotonic() if self._shows else 0.0
        if self._shows and now - self._shown_at >= SHOW_SECONDS:
            self._shown_at = now
            speed = count / max(now - self._began, 0.001)
            sys.stderr.write(f"{_START_OF_LINE}{count:,} {self._what}, {speed:,.0f} a second ")
            sys.stderr.flush()

    def end(self) -> None:
        """Leave the line empty for what is printed next."""
        if self._shows:
            sys.stderr.write(_CLEAR_LINE)
            sys.stderr.flush()
