"""One broadcaster for each process: it polls after a commit, and every second anyway."""

import asyncio
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from uuid import UUID

from handsel.record import change_signal
from handsel.web.events import pg_listen, poller
from handsel.web.events.subscribers import Subscriber

POLL_SECONDS = 1.0
POLL_GAP_SECONDS = 0.05
"""The least time between two polls, however many commits there are."""
ACCESS_SECONDS = 2.0
"""How soon a stream ends after its person has lost access."""
STREAMS_PER_PERSON_MAX = 4
"""Browsers open six connections to a host at most: pages need the others."""


class Broadcaster:
    """The listeners of this process, and the one thread that polls for all of them."""

    def __init__(self) -> None:
        self._listeners: set[Subscriber] = set()
        self._task: asyncio.Task[None] | None = None
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="events")

    def has_room(self, person: UUID) -> bool:
        """Whether this person may open one more stream."""
        return sum(listener.person == person for listener in self._listeners) < STREAMS_PER_PERSON_MAX

    @contextmanager
    def listening(self, listener: Subscriber) -> Iterator[None]:
        """Send a listener what is new, until the block ends."""
        self._listeners.add(listener)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._watch())
        try:
            yield
        finally:
            self._listeners.discard(listener)

    def end(self) -> None:
        """End every stream; safe in a signal handler."""
        if self._task is not None and not self._task.done():
            self._task.get_loop().call_soon_threadsafe(self._end_all)

    def close(self) -> None:
        """Close the database connection, once nobody listens any more."""
        self._executor.submit(poller.close).result()
        self._executor.shutdown()

    async def _watch(self) -> None:
        changed, loop = asyncio.Event(), asyncio.get_running_loop()

        def notify() -> None:
            loop.call_soon_threadsafe(changed.set)

        listen = asyncio.create_task(pg_listen.hear(changed.set))
        try:
            with change_signal.listening(notify):
                await self._poll_until_idle(changed)
        finally:
            listen.cancel()
            await asyncio.gather(listen, return_exceptions=True)

    async def _poll_until_idle(self, changed: asyncio.Event) -> None:
        checks_at = time.monotonic() + ACCESS_SECONDS
        while self._listeners:
            changed.clear()
            await self._poll()
            if time.monotonic() >= checks_at:
                await self._end_revoked()
                checks_at = time.monotonic() + ACCESS_SECONDS
            await asyncio.sleep(min(POLL_GAP_SECONDS, POLL_SECONDS))
            await _wait(changed, POLL_SECONDS)

    async def _poll(self) -> None:
        listeners = list(self._listeners)
        seen = await asyncio.get_running_loop().run_in_executor(
            self._executor, poller.take_snapshot, listeners
        )
        if seen is not None:
            for listener in listeners:
                listener.update(seen)

    async def _end_revoked(self) -> None:
        listeners = list(self._listeners)
        for listener in await asyncio.get_running_loop().run_in_executor(
            self._executor, poller.revoked, listeners
        ):
            listener.end()

    def _end_all(self) -> None:
        for listener in self._listeners:
            listener.end()


async def _wait(changed: asyncio.Event, seconds: float) -> None:
    """Wait until the event is set, or the time is over."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await changed.wait()
