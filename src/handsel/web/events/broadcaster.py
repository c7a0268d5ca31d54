"""One broadcaster for each process: it polls after a commit, and every second anyway."""

import asyncio
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from uuid import UUID

from handsel.record import change_signal
from handsel.web.events import pg_listen, poller
from handsel.web.events.subscribers import Subscriber

LOOK_SECONDS = 1.0
REST_SECONDS = 0.05
"""The least time between two polls, however many commits there are."""
ACCESS_SECONDS = 2.0
"""How soon a stream ends after its person has lost access."""
STREAMS_PER_PERSON_MAX = 4
"""Browsers open six connections to a host at most: pages need the others."""


class Broadcaster:
    """The listeners of this process, and the one thread that polls for all of them."""

    def __init__(self) -> None:
        self._listeners: set[Subscriber] = set()
        self._watching: asyncio.Task[None] | None = None
        self._eyes = ThreadPoolExecutor(max_workers=1, thread_name_prefix="events")

    def has_room(self, person: UUID) -> bool:
        """Whether this person may open one more stream."""
        return sum(listener.person == person for listener in self._listeners) < STREAMS_PER_PERSON_MAX

    @contextmanager
    def listening(self, listener: Subscriber) -> Iterator[None]:
        """Send a listener what is new, until the block ends."""
        self._listeners.add(listener)
        if self._watching is None or self._watching.done():
            self._watching = asyncio.create_task(self._watch())
        try:
            yield
        finally:
            self._listeners.discard(listener)

    def end(self) -> None:
        """End every stream; safe in a signal handler."""
        if self._watching is not None and not self._watching.done():
            self._watching.get_loop().call_soon_threadsafe(self._end_all)

    def close(self) -> None:
        """Close the database connection, once nobody listens any more."""
        self._eyes.submit(poller.leave).result()
        self._eyes.shutdown()

    async def _watch(self) -> None:
        rung, loop = asyncio.Event(), asyncio.get_running_loop()

        def ring() -> None:
            loop.call_soon_threadsafe(rung.set)

        hears = asyncio.create_task(pg_listen.hear(rung.set))
        try:
            with change_signal.listening(ring):
                await self._look_again_and_again(rung)
        finally:
            hears.cancel()
            await asyncio.gather(hears, return_exceptions=True)

    async def _look_again_and_again(self, rung: asyncio.Event) -> None:
        checks_at = time.monotonic() + ACCESS_SECONDS
        while self._listeners:
            rung.clear()
            await self._look()
            if time.monotonic() >= checks_at:
                await self._turn_out()
                checks_at = time.monotonic() + ACCESS_SECONDS
            await asyncio.sleep(min(REST_SECONDS, LOOK_SECONDS))
            await _first_of(rung, LOOK_SECONDS)

    async def _look(self) -> None:
        listeners = list(self._listeners)
        seen = await asyncio.get_running_loop().run_in_executor(self._eyes, poller.take_snapshot, listeners)
        if seen is not None:
            for listener in listeners:
                listener.look_at(seen)

    async def _turn_out(self) -> None:
        listeners = list(self._listeners)
        for listener in await asyncio.get_running_loop().run_in_executor(
            self._eyes, poller.revoked, listeners
        ):
            listener.end()

    def _end_all(self) -> None:
        for listener in self._listeners:
            listener.end()


async def _first_of(rung: asyncio.Event, seconds: float) -> None:
    """Wait until the event is set, or the time is over."""
    try:
        await asyncio.wait_for(rung.wait(), seconds)
    except TimeoutError:
        return
