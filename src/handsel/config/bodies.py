"""The bodies of requests at the door: each has a length when it goes in, and is whole or fails."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from handsel.web.uploads import BODY_BYTES_MAX

MEMORY_BYTES_MAX = 1024 * 1024
CHUNK_BYTES = 64 * 1024
SILENCE_SECONDS_MAX = 60
"""How long a sender may say nothing; one whose line is dead would hold a thread, and an upload, for ever."""

Receive = Callable[[], Awaitable[dict[str, Any]]]
Application = Callable[[Any, Any], Iterable[bytes]]


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


def measured(application: Application) -> Application:
    """Give an application the length of every body, which Django asks for.

    A body sent in chunks, without a length, is kept until it ends; one that grows beyond what the house
    takes is read no further, and its length says so.
    """

    def answer(environ: Any, start_response: Any) -> Iterable[bytes]:
        if "HTTP_TRANSFER_ENCODING" not in environ:
            return application(environ, start_response)
        with SpooledTemporaryFile(MEMORY_BYTES_MAX) as kept:
            size = _keep(environ["wsgi.input"], kept)
            kept.seek(0)
            body = kept if size <= BODY_BYTES_MAX else BytesIO()
            known = {**environ, "wsgi.input": body, "CONTENT_LENGTH": str(size)}
            return application(known, start_response)

    return answer


def has_body(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    """Whether a request says that a body follows."""
    sent = dict(headers)
    return b"transfer-encoding" in sent or sent.get(b"content-length", b"0") != b"0"


def _keep(source: Any, kept: IO[bytes]) -> int:
    """How many bytes came, all of them kept; stops at the first beyond what the house takes."""
    size = 0
    while size <= BODY_BYTES_MAX and (chunk := source.read(CHUNK_BYTES)):
        size += len(chunk)
        kept.write(chunk)
    return size
