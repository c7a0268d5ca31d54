"""Turns at what is scarce: each visitor has so many at once, and waits in order for more."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Turns:
    """Turns of each visitor, whose others wait meanwhile; used by one event loop."""

    def __init__(self, *, at_once: int) -> None:
        self._at_once = at_once
        self._turns: dict[str, asyncio.Semaphore] = {}
        self._here: dict[str, int] = {}

    @asynccontextmanager
    async def take(self, who: str) -> AsyncIterator[None]:
        """Wait until it is a turn of this visitor, which ends with the block."""
        turns = self._turns.setdefault(who, asyncio.Semaphore(self._at_once))
        self._here[who] = self._here.get(who, 0) + 1
        try:
            async with turns:
                yield
        finally:
            self._here[who] -= 1
            if not self._here[who]:
                del self._here[who], self._turns[who]

    def __len__(self) -> int:
        """How many visitors have a turn or wait for one."""
        return len(self._here)
