"""The bodies of requests at the door: each has a length when it goes in, and is whole or fails."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from handsel.web.upload_field import BODY_BYTES_MAX

MEMORY_BYTES_MAX = 1024 * 1024
CHUNK_BYTES = 64 * 1024
SILENCE_SECONDS_MAX = 60
"""How long a sender may say nothing, and a reader take nothing: a dead line would hold a thread for ever."""

UPLOADS = "/uploads/"

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
_LENGTHS = {b"content-length", b"transfer-encoding"}


class CutShort(OSError):
    """Whoever sent a body hung up, or fell silent, before its end."""


def whole(receive: Receive) -> Receive:
    """Receive a body that fails with `CutShort`, where Django would take the half that came for the whole."""

    async def received() -> dict[str, Any]:
        try:
            message = await asyncio.wait_for(receive(), SILENCE_SECONDS_MAX)
        except TimeoutError:
            raise CutShort("the sender fell silent") from None
        if message["type"] == "http.disconnect":
            raise CutShort("the sender hung up")
        return message

    return received


def patient(send: Send) -> Send:
    """Send to a reader until it takes nothing for too long; the rest is dropped, and its line is closed."""
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
async def arrived(scope: Scope, receive: Receive) -> AsyncIterator[tuple[Scope, Receive]]:
    """A request with its whole body at hand and its length stated, so that no thread waits for a slow sender.

    A body that grows beyond what the house takes is read no further, and its length says so. What is stated
    to be longer is not read at all; what goes into an upload is added as it comes.
    """
    stated = dict(scope["headers"]).get(b"content-length", b"0")
    if not has_body(scope["headers"]) or int(stated) > BODY_BYTES_MAX or scope["path"].startswith(UPLOADS):
        yield scope, receive
        return
    with SpooledTemporaryFile(MEMORY_BYTES_MAX) as kept:
        size = await _keep(receive, kept)
        if size > BODY_BYTES_MAX:
            kept.truncate(0)
        kept.seek(0)
        others = [header for header in scope["headers"] if header[0] not in _LENGTHS]
        headers = [*others, (b"content-length", str(size).encode())]
        yield {**scope, "headers": headers}, _again(kept, receive)


def has_body(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    """Whether a request says that a body follows."""
    sent = dict(headers)
    return b"transfer-encoding" in sent or sent.get(b"content-length", b"0") != b"0"


async def _keep(receive: Receive, kept: IO[bytes]) -> int:
    """How many bytes came, all of them kept; stops at the first beyond what the house takes."""
    size, more = 0, True
    while more and size <= BODY_BYTES_MAX:
        message = await receive()
        size += kept.write(message.get("body", b""))
        more = message.get("more_body", False)
    return size


def _again(kept: IO[bytes], receive: Receive) -> Receive:
    """Receive what was kept, piece by piece, and then whatever else the server tells."""

    more = True

    async def received() -> dict[str, Any]:
        nonlocal more
        if not more:
            return await receive()
        piece = kept.read(CHUNK_BYTES)
        more = len(piece) == CHUNK_BYTES
        return {"type": "http.request", "body": piece, "more_body": more}

    return received
