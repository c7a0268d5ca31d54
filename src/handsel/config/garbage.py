"""Garbage: what requests leave behind is looked for before it piles up."""

import gc

BYTES_BETWEEN = 16_000_000
"""How much of bodies is read between two searches."""


class Garbage:
    """Counts what is read of bodies, which Django keeps in cycles when a request is answered.

    Python looks for old cycles only when there are many objects, however large each is.
    """

    def __init__(self) -> None:
        self._read = 0

    def note(self, size: int) -> None:
        """So many bytes of a body are used; look for garbage when they add up."""
        self._read += size
        if self._read >= BYTES_BETWEEN:
            self._read = 0
            gc.collect()


def leave_modules_alone() -> None:
    """Look only at what comes from now on: what was imported stays, and there is much of it."""
    gc.collect()
    gc.freeze()
