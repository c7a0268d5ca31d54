"""Request bodies: read whole, at a least speed, within limits, before a thread is taken."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from handsel.config.garbage import Garbage
from handsel.config.identity import address_of, person_of
from handsel.config.pace import FORM_GRACE_SECONDS, GRACE_SECONDS, CutShort, Receive, fail_on_disconnect
from handsel.kernel.disk import DiskFull, is_disk_full
from handsel.kernel.fair_share import FairShare
from handsel.kernel.refusals import Refusal
from handsel.web.base.body_limits import FORM_BYTES_MAX, Crowded, body_limit, is_upload, needs_person
from handsel.web.base.database_away import DatabaseAway

MEMORY_BYTES_MAX = 64 * 1024
CHUNK_BYTES = 64 * 1024
SPOOL_BYTES_MAX = 1_000_000_000
SPOOL_BYTES_EACH_MAX = 250_000_000
"""The most bytes of bodies that lie on the disk at once: in all, and from one person or address."""

Scope = dict[str, Any]
_LENGTHS = {b"content-length", b"transfer-encoding"}
_garbage = Garbage()
_spool = FairShare(most=SPOOL_BYTES_MAX, share=SPOOL_BYTES_EACH_MAX)


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
    try:
        who, limit = await _share(scope, headers)
    except DatabaseAway as away:
        yield _turned_away(scope, away), _nothing
        return
    if not limit:
        yield _with_length(scope, 0), _nothing
        return
    with SpooledTemporaryFile(MEMORY_BYTES_MAX) as buffer:
        body = _Body(buffer, who, limit)
        try:
            whole = fail_on_disconnect(receive, grace=_grace(path))
            await body.read(whole, keep_part=is_upload(path))
            if body.refusal is not None:
                yield _turned_away(scope, body.refusal), _nothing
            else:
                yield _with_length(scope, body.size), body.replay(receive)
        finally:
            body.give_room_back()
            _garbage.note(min(body.size, FORM_BYTES_MAX))


async def _share(scope: Scope, headers: dict[bytes, bytes]) -> tuple[str, int]:
    """Whose share a body takes, and how much of it is read: nothing, where it needs a person and has none.

    Raises `DatabaseAway`, but for a short body: that one is read, and the page that is asked for waits.
    """
    path, address = scope["path"], address_of(scope)
    if not needs_person(path):
        return address, body_limit(path)
    is_short = int(headers.get(b"content-length", FORM_BYTES_MAX + 1)) <= FORM_BYTES_MAX
    try:
        person = await person_of(scope, waits=not is_short)
    except DatabaseAway:
        if is_short:
            return address, FORM_BYTES_MAX
        raise
    return (person, body_limit(path)) if person else (address, 0)


def _grace(path: str) -> float:
    return GRACE_SECONDS if needs_person(path) else FORM_GRACE_SECONDS


def brings_form(scope: Scope) -> bool:
    """Whether a request brings a body that anybody may send, signed in or not."""
    return scope["type"] == "http" and has_body(scope["headers"]) and not needs_person(scope["path"])


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
        self.refusal: Refusal | None = None

    def give_room_back(self) -> None:
        """Stop counting it."""
        _spool.give_back(self._who, self._counted)

    async def read(self, receive: Receive, *, keep_part: bool) -> None:
        """Read to the end, to the limit, or where there is no room.

        `CutShort` where it breaks off, unless the part that came is of use.
        """
        try:
            await self._read_pieces(receive, keep_part=keep_part)
            if self.size > self._limit:
                self._buffer.truncate(0)
            self._buffer.seek(0)
        except OSError as error:
            if not is_disk_full(error):
                raise
            self.refusal = DiskFull()
            with suppress(OSError):
                self._buffer.close()

    async def _read_pieces(self, receive: Receive, *, keep_part: bool) -> None:
        more = True
        try:
            while more and self.size <= self._limit and self.refusal is None:
                message = await receive()
                self._take(message.get("body", b""))
                more = message.get("more_body", False)
        except CutShort:
            if not keep_part:
                raise

    def _take(self, piece: bytes) -> None:
        if not _spool.take(self._who, len(piece)):
            self.refusal = Crowded()
            return
        self._counted += len(piece)
        self.size += self._buffer.write(piece)

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


def _turned_away(scope: Scope, refusal: Refusal) -> Scope:
    """The request without its body, to be answered with a refusal."""
    return _with_length({**scope, "state": {"refusal": refusal}}, 0)


def _with_length(scope: Scope, size: int) -> Scope:
    others = [header for header in scope["headers"] if header[0] not in _LENGTHS]
    return {**scope, "headers": [*others, (b"content-length", str(size).encode())]}
