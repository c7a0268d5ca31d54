"""Request bodies: buffered before a thread handles them, complete or failed."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from handsel.web.base.upload_field import BODY_BYTES_MAX

MEMORY_BYTES_MAX = 1024 * 1024
CHUNK_BYTES = 64 * 1024
SILENCE_SECONDS_MAX = 60
"""How long a client may neither send nor read before the connection is given up."""

UPLOADS = "/uploads/"

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
_LENGTHS = {b"content-length", b"transfer-encoding"}


class CutShort(OSError):
    """The client disconnected, or stopped sending, before the end of the body."""


def fail_on_disconnect(receive: Receive) -> Receive:
    """Raise `CutShort` on a partial body, which Django would take for a whole one."""

    async def received() -> dict[str, Any]:
        try:
            message = await asyncio.wait_for(receive(), SILENCE_SECONDS_MAX)
        except TimeoutError:
            raise CutShort("the sender fell silent") from None
        if message["type"] == "http.disconnect":
            raise CutShort("the sender hung up")
        return message

    return received


def send_with_timeout(send: Send) -> Send:
    """Send until the client stops reading for too long; then drop the rest and close."""
    gone = False

    async def sent(message: dict[str, Any]) -> None:
        nonlocal gone
        try:
            if not gone:
                await asyncio.wait_for(send(message), SILENCE_SECONDS_MAX)
        except TimeoutError:
            gone = True

    return sent


@asynccontextmanager
async def buffered(scope: Scope, receive: Receive) -> AsyncIterator[tuple[Scope, Receive]]:
    """Buffer the whole body and set its length, so that no thread waits for a slow client.

    Reading stops at `BODY_BYTES_MAX`, and the length shows it. A body that declares more is not read at all;
    uploads are passed through as they arrive.
    """
    stated = dict(scope["headers"]).get(b"content-length", b"0")
    if not has_body(scope["headers"]) or int(stated) > BODY_BYTES_MAX or scope["path"].startswith(UPLOADS):
        yield scope, receive
        return
    with SpooledTemporaryFile(MEMORY_BYTES_MAX) as buffer:
        size = await _buffer(receive, buffer)
        if size > BODY_BYTES_MAX:
            buffer.truncate(0)
        buffer.seek(0)
        others = [header for header in scope["headers"] if header[0] not in _LENGTHS]
        headers = [*others, (b"content-length", str(size).encode())]
        yield {**scope, "headers": headers}, _replay(buffer, receive)


def has_body(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    """Whether the headers announce a body."""
    sent = dict(headers)
    return b"transfer-encoding" in sent or sent.get(b"content-length", b"0") != b"0"


async def _buffer(receive: Receive, buffer: IO[bytes]) -> int:
    """Buffer the body and return its size; stops beyond `BODY_BYTES_MAX`."""
    size, more = 0, True
    while more and size <= BODY_BYTES_MAX:
        message = await receive()
        size += buffer.write(message.get("body", b""))
        more = message.get("more_body", False)
    return size


def _replay(buffer: IO[bytes], receive: Receive) -> Receive:
    """Receive the buffered body in chunks, then the server's own messages."""

    more = True

    async def received() -> dict[str, Any]:
        nonlocal more
        if not more:
            return await receive()
        piece = buffer.read(CHUNK_BYTES)
        more = len(piece) == CHUNK_BYTES
        return {"type": "http.request", "body": piece, "more_body": more}

    return received
