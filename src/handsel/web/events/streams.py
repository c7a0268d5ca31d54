"""The stream as a view: who may listen, what is sent, and for how long.

`event: inbox` is sent for a new notice, `event: room` when the Workroom `?room=` changed.
The page says what it has as `?seen=` (notice), `?after=` (entry) and `?read=` (how far others have read),
and the browser repeats it as `Last-Event-ID`. A stream ends after five minutes, and the browser opens the
next; it ends within seconds when its person signs out or is no longer in the job.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import replace

from asgiref.sync import sync_to_async
from django.db import connections
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from handsel.people.models import Person
from handsel.web.events.broadcaster import Broadcaster
from handsel.web.events.subscribers import ClientState, RoomRef, Subscriber, client_state
from handsel.work.jobs.models import Job

HEARTBEAT_SECONDS = 15
STREAM_SECONDS_MAX = 300

broadcaster = Broadcaster()


async def stream(request: HttpRequest) -> HttpResponseBase:
    """Stream what is new; 204 tells the browser to stop: no streams here, or too many already."""
    if not hasattr(request, "scope"):
        return HttpResponse(status=204)
    status, listener = await sync_to_async(_listener)(request)
    if listener is None or not broadcaster.has_room(listener.person):
        return HttpResponse(status=status)
    return StreamingHttpResponse(
        _event_stream(listener),
        content_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


def stop() -> None:
    """End every stream, as the server is stopping."""
    broadcaster.end()


def _listener(request: HttpRequest) -> tuple[int, Subscriber | None]:
    """The listener, or the status for turning them away; the stream holds no database connection."""
    try:
        person, room_number = request.user, request.GET.get("room")
        if not isinstance(person, Person):
            return 401, None
        room = _room(person, room_number) if room_number else None
        if room_number and room is None:
            return 404, None
        key = request.session.session_key or ""
        return 204, Subscriber(
            person.pk, key, person.get_session_auth_hash(), room, _requested_state(request)
        )
    finally:
        connections.close_all()


def _requested_state(request: HttpRequest) -> ClientState:
    if "Last-Event-ID" in request.headers:
        return client_state(request.headers["Last-Event-ID"])
    params = request.GET
    seen = client_state(f".{params.get('after', '')}.{params.get('read', '')}")
    return replace(seen, notice=params.get("seen"))


def _room(person: Person, number: str) -> RoomRef | None:
    if not number.isdecimal() or len(number) > 15:
        return None
    job = Job.objects.of(person).filter(pk=int(number)).first()
    return RoomRef(job.pk, job.uuid) if job else None


async def _event_stream(listener: Subscriber) -> AsyncIterator[bytes]:
    ends = time.monotonic() + STREAM_SECONDS_MAX
    with broadcaster.listening(listener):
        yield b": open\n\n"
        while time.monotonic() < ends:
            try:
                async with asyncio.timeout(HEARTBEAT_SECONDS):
                    event = await listener.news.get()
            except TimeoutError:
                yield b": open\n\n"
                continue
            if event is None:
                return
            yield event.encode()
