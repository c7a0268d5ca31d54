"""`handsel witness`: co-sign the checkpoints of logs over HTTP; it needs no database and no settings."""

import asyncio
import fcntl
import logging
import re
import socket
from argparse import Namespace
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn

from handsel.config.connections import CONNECTIONS_PER_ADDRESS_MAX, guarded
from handsel.config.listen_socket import listen_socket
from handsel.config.shutdown import exit_on_signal
from handsel.config.unread_bodies import UnreadBodies
from handsel.record.log.keyfiles import KeyBroken
from handsel.record.log.witness import BODY_BYTES_MAX, Witness, WitnessResponse
from handsel_verify.notes import NoteBroken, key_from

PATH = "/add-checkpoint"
BODY_SECONDS_MAX, GRACE_SECONDS = 10, 3

log = logging.getLogger(__name__)

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


def main(args: Namespace) -> None:
    """Serve until SIGINT or SIGTERM; exits with a sentence if it cannot start."""
    host, port = _host_and_port(args.listen)
    exit_on_signal()
    folder = Path(args.folder).resolve()
    try:
        logs = [key_from(text.strip()) for text in args.log]
        with (
            _folder_lock(folder),
            listen_socket(host, port, otherwise="give --listen another") as opened,
        ):
            witness = Witness(folder, logs, args.name or socket.gethostname())
            print(f"The witness is ready at {host}, port {opened.getsockname()[1]}. Ctrl-C ends it. Its key:")
            print(witness.key, flush=True)
            _server(witness).run(sockets=[opened])
    except (KeyBroken, NoteBroken, OSError) as error:
        raise SystemExit(f"handsel: {error}") from None


class App:
    """The witness over HTTP (ASGI): one path, one method, bodies bounded in length and time."""

    def __init__(self, witness: Witness) -> None:
        self._witness = witness

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """Handle one request."""
        answer = await self._answer(scope, receive)
        headers = [(b"content-type", answer.type.encode()), (b"content-length", b"%d" % len(answer.body))]
        await send({"type": "http.response.start", "status": answer.status, "headers": headers})
        await send({"type": "http.response.body", "body": answer.body})

    async def _answer(self, scope: dict[str, Any], receive: Receive) -> WitnessResponse:
        if scope["path"] != PATH:
            return WitnessResponse(404, f"a witness answers at {PATH}\n")
        if scope["method"] != "POST":
            return WitnessResponse(405, "a checkpoint is sent with POST\n")
        try:
            async with asyncio.timeout(BODY_SECONDS_MAX):
                body = await _body(receive)
        except TimeoutError:
            return WitnessResponse(408, f"the request took longer than {BODY_SECONDS_MAX} s\n")
        try:
            return await asyncio.to_thread(self._witness.add_checkpoint, body)
        except (KeyBroken, OSError) as error:
            log.error("a checkpoint cannot be remembered, so it is not co-signed: %s", error)
            return WitnessResponse(500, "the witness cannot remember, so it signs nothing\n")


async def _body(receive: Receive) -> bytes:
    """Read the body; stops beyond the limit."""
    body, more = b"", True
    while more and len(body) <= BODY_BYTES_MAX:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return body


def _host_and_port(listen: str) -> tuple[str, int]:
    match = re.fullmatch(r"\[?([^\[\]]+)\]?:([0-9]{1,5})", listen)
    if match is None or int(match[2]) > 65535:
        raise SystemExit(f"handsel: --listen holds {listen!r}; expected HOST:PORT such as 127.0.0.1:8100.")
    return match[1], int(match[2])


@contextmanager
def _folder_lock(folder: Path) -> Iterator[None]:
    """Lock the folder for one witness: two could sign conflicting checkpoints."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / "witnessing").open("w") as mark:
        try:
            fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SystemExit(f"handsel: another witness works in {folder}; stop it first.") from None
        yield


def _server(witness: Witness) -> uvicorn.Server:
    bodies = UnreadBodies(is_watched=lambda _scope: True, address_of=lambda scope: str(scope["client"][0]))
    return uvicorn.Server(
        guarded(
            App(witness), per_address=CONNECTIONS_PER_ADDRESS_MAX, grace_seconds=GRACE_SECONDS, bodies=bodies
        )
    )
