"""The live stream: it tells people who have a page open that something new lies in their inbox."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

from asgiref.sync import sync_to_async
from django.db import Error, close_old_connections, connections
from django.db.models import Max
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from handsel.notices.models import Notice

LOOK_SECONDS = 1
HEARTBEAT_SECONDS = 15
STREAM_SECONDS_MAX = 300
STREAMS_PER_PERSON_MAX = 4
"""Browsers open six connections to a house at most: pages need the others."""

log = logging.getLogger(__name__)


async def inbox(request: HttpRequest) -> HttpResponseBase:
    """`event: inbox` whenever the newest notice is another than what was seen (`Last-Event-ID`, `?seen=`).

    A stream ends after five minutes and the browser opens the next, so that a sign-out ends it too.
    Where no streams can be held, or too many are, 204 tells the browser to ask no more.
    """
    if not hasattr(request, "scope"):
        return HttpResponse(status=204)
    person = await request.auser()
    await sync_to_async(connections.close_all)()
    if not person.is_authenticated:
        return HttpResponse(status=401)
    return _opened(person.pk, request.headers.get("Last-Event-ID", request.GET.get("seen")))


def stop() -> None:
    """End every stream: the server is told to stop."""
    _watch.end()


def _opened(person: UUID, seen: str | None) -> HttpResponseBase:
    if not _watch.has_room(person):
        return HttpResponse(status=204)
    return StreamingHttpResponse(
        _stream(person, seen),
        content_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def _stream(person: UUID, seen: str | None) -> AsyncIterator[bytes]:
    ends = time.monotonic() + STREAM_SECONDS_MAX
    with _watch.listening(person, seen) as news:
        yield b": open\n\n"
        while time.monotonic() < ends:
            try:
                newest = await asyncio.wait_for(news.get(), HEARTBEAT_SECONDS)
            except TimeoutError:
                yield b": open\n\n"
                continue
            if newest is None:
                return
            yield f"event: inbox\nid: {newest}\ndata: {newest}\n\n".encode()


@dataclass(eq=False)
class _Listener:
    """A stream: whose, what it saw last (None until the first look), and the news to send; None ends it."""

    person: UUID
    seen: str | None
    news: asyncio.Queue[str | None] = field(default_factory=asyncio.Queue)

    def look_at(self, newest: str) -> None:
        """Send on what is newest, if it is another than before."""
        if self.seen is not None and newest != self.seen:
            self.news.put_nowait(newest)
        self.seen = newest


class _Watch:
    """One look a second into the database for everybody who listens to this process."""

    def __init__(self) -> None:
        self._listeners: set[_Listener] = set()
        self._looking: asyncio.Task[None] | None = None
        self._eyes = ThreadPoolExecutor(max_workers=1, thread_name_prefix="events")

    def has_room(self, person: UUID) -> bool:
        """Whether this person may open one more stream."""
        return sum(listener.person == person for listener in self._listeners) < STREAMS_PER_PERSON_MAX

    @contextmanager
    def listening(self, person: UUID, seen: str | None) -> Iterator[asyncio.Queue[str | None]]:
        """A queue of what is new for a person, until the block ends."""
        listener = _Listener(person, seen)
        self._listeners.add(listener)
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look())
        try:
            yield listener.news
        finally:
            self._listeners.discard(listener)

    def end(self) -> None:
        """Tell every listener that this was all; safe in a signal handler."""
        if self._looking is not None and not self._looking.done():
            self._looking.get_loop().call_soon_threadsafe(self._end_all)

    async def _look(self) -> None:
        loop = asyncio.get_running_loop()
        while self._listeners:
            people = {listener.person for listener in self._listeners}
            newest = await loop.run_in_executor(self._eyes, _newest, people)
            for listener in self._listeners:
                if listener.person in newest:
                    listener.look_at(newest[listener.person])
            await asyncio.sleep(LOOK_SECONDS)

    def _end_all(self) -> None:
        for listener in self._listeners:
            listener.news.put_nowait(None)


_watch = _Watch()


def _newest(people: set[UUID]) -> dict[UUID, str]:
    """The newest notice of each person, empty when there is none; nobody's while the database is away."""
    try:
        newest = dict(Notice.objects.filter(person__in=people).values_list("person").annotate(Max("id")))
    except Error as error:
        log.warning("the database did not answer: %s", error)
        connections.close_all()
        return {}
    close_old_connections()
    return {person: str(newest.get(person, "")) for person in people}
