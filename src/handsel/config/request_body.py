"""Request bodies: read whole, at a least speed, within limits, before a thread is taken."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from handsel.config.identity import address_of, person_of
from handsel.kernel.fair_share import FairShare
from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import Refusal
from handsel.web.base.body_limits import body_limit, is_upload, needs_person

MEMORY_BYTES_MAX = 64 * 1024
CHUNK_BYTES = 64 * 1024
SPOOL_BYTES_MAX = 1_000_000_000
SPOOL_BYTES_EACH_MAX = 250_000_000
"""The most bytes of bodies that lie on the disk at once: in all, and from one person or address."""
SILENCE_SECONDS_MAX = 60
"""How long a client may neither send nor read before the connection is given up."""
GRACE_SECONDS = 20
BYTES_A_SECOND_MIN = 2000
"""The least speed of a body, on the whole, and of who reads an answer, after a grace."""

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
_LENGTHS = {b"content-length", b"transfer-encoding"}
_spool = FairShare(most=SPOOL_BYTES_MAX, share=SPOOL_BYTES_EACH_MAX)


class CutShort(OSError):
    """The client disconnected, or stopped sending, before the end of the body."""


class Crowded(Refusal):
    """There is no room for another large body."""

    what = gettext_noop("Many large forms arrive at this moment.")
    kept = gettext_noop("Nothing of yours was read, and nothing was changed.")
    way_out = gettext_noop("Go back and send it again in a minute.")


class _Pace:
    """How long to wait for the next piece, so that the whole keeps a least speed."""

    def __init__(self, grace: float) -> None:
        self._ends = time.monotonic() + grace

    def seconds(self) -> float:
        """The seconds that are left."""
        return min(SILENCE_SECONDS_MAX, self._ends - time.monotonic())

    def moved(self, size: int) -> None:
        """A piece has come or gone."""
        self._ends += size / BYTES_A_SECOND_MIN


def fail_on_disconnect(receive: Receive) -> Receive:
    """Raise `CutShort` on a partial or slow body; Django would take a partial one for a whole one."""
    pace = _Pace(GRACE_SECONDS)

    async def received() -> dict[str, Any]:
        try:
            message = await asyncio.wait_for(receive(), pace.seconds())
        except TimeoutError:
            raise CutShort("the sender fell silent, or was too slow") from None
        if message["type"] == "http.disconnect":
            raise CutShort("the sender hung up")
        pace.moved(len(message.get("body", b"")))
        return message

    return received


def send_with_timeout(send: Send) -> Send:
    """Send until the client stops reading for too long, or is too slow; then drop the rest and close."""
    pace, gone = _Pace(SILENCE_SECONDS_MAX), False

    async def sent(message: dict[str, Any]) -> None:
        nonlocal gone
        try:
            if not gone:
                await asyncio.wait_for(send(message), pace.seconds())
                pace.moved(len(message.get("body", b"")))
        except TimeoutError:
            gone = True

    return sent


@asynccontextmanager
async def buffered(scope: Scope, receive: Receive) -> AsyncIterator[tuple[Scope, Receive]]:
    """Read the whole body and set its length, so that no thread waits for a slow client.

    Reading stops at the limit of the address, and the length shows it. Not read at all is a body that
    declares more, one for files from somebody who is not signed in, and one for which there is no room.
    """
    headers, path = dict(scope["headers"]), scope["path"]
    if not has_body(scope["headers"]) or int(headers.get(b"content-length", b"0")) > body_limit(path):
        yield scope, receive
        return
    person = await person_of(scope) if needs_person(path) else None
    if needs_person(path) and person is None:
        yield _with_length(scope, 0), _nothing
        return
    with SpooledTemporaryFile(MEMORY_BYTES_MAX) as buffer:
        body = _Body(buffer, person or address_of(scope), body_limit(path))
        try:
            await body.read(fail_on_disconnect(receive), keep_part=is_upload(path))
            if body.refused:
                yield _with_length({**scope, "state": {"refusal": Crowded()}}, 0), _nothing
            else:
                yield _with_length(scope, body.size), body.replay(receive)
        finally:
            body.give_room_back()


def has_body(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    """Whether the headers announce a body."""
    sent = dict(headers)
    return b"transfer-encoding" in sent or sent.get(b"content-length", b"0") != b"0"


class _Body:
    """A body on its way to a thread: in memory while it is small, on the disk beyond; the spool counts it."""

    def __init__(self, buffer: IO[bytes], who: str, limit: int) -> None:
        self._buffer, self._who, self._limit = buffer, who, limit
        self._counted = 0
        self.size = 0
        self.refused = False

    def give_room_back(self) -> None:
        """Stop counting it."""
        _spool.give_back(self._who, self._counted)

    async def read(self, receive: Receive, *, keep_part: bool) -> None:
        """Read to the end, to the limit, or where there is no room.

        `CutShort` where it breaks off, unless the part that came is of use.
        """
        more = True
        try:
            while more and self.size <= self._limit and not self.refused:
                message = await receive()
                self._take(message.get("body", b""))
                more = message.get("more_body", False)
        except CutShort:
            if not keep_part:
                raise
        if self.size > self._limit:
            self._buffer.truncate(0)
        self._buffer.seek(0)

    def _take(self, piece: bytes) -> None:
        if _spool.take(self._who, len(piece)):
            self._counted += len(piece)
            self.size += self._buffer.write(piece)
        else:
            self.refused = True

    def replay(self, receive: Receive) -> Receive:
        """Receive the body in chunks, then the server's own messages."""
        more = True

        async def received() -> dict[str, Any]:
            nonlocal more
            if not more:
                return await receive()
            piece = self._buffer.read(CHUNK_BYTES)
            more = len(piece) == CHUNK_BYTES
            return {"type": "http.request", "body": piece, "more_body": more}

        return received


async def _nothing() -> dict[str, Any]:
    """Receive an empty body."""
    return {"type": "http.request", "body": b"", "more_body": False}


def _with_length(scope: Scope, size: int) -> Scope:
    others = [header for header in scope["headers"] if header[0] not in _LENGTHS]
    return {**scope, "headers": [*others, (b"content-length", str(size).encode())]}
