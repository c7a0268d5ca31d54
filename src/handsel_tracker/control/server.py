"""The socket of the daemon: one thread for each client, and none for another user."""

import json
import logging
import os
import socket
import struct
from contextlib import suppress
from pathlib import Path
from threading import BoundedSemaphore, Condition, Event, Thread
from typing import IO, Any

from handsel_tracker.control.methods import Methods
from handsel_tracker.places.folders import FILE_MODE

REQUEST_BYTES_MAX = 1024 * 1024
CLIENTS_MAX = 32
WATCH_SECONDS, RECEIVE_SECONDS = 1.0, 60.0
TOO_MANY = "Too many windows and commands ask the Tracker. Nothing was done. Close some, or wait a minute."
_CREDENTIALS = struct.Struct("3i")


class ControlServer:
    """Answers clients on a socket at a path until it is closed."""

    def __init__(self, path: Path, methods: Methods, ended: Event) -> None:
        self._methods, self._ended = methods, ended
        self._changed, self._seats = Condition(), BoundedSemaphore(CLIENTS_MAX)
        path.unlink(missing_ok=True)
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        before = os.umask(0o177)
        try:
            self._socket.bind(str(path))
        finally:
            os.umask(before)
        path.chmod(FILE_MODE)
        self._socket.listen(CLIENTS_MAX)
        self._path = path

    def serve(self) -> None:
        """Take clients, in a thread."""
        Thread(target=self._take_clients, daemon=True).start()

    def state_changed(self) -> None:
        """Wake those who watch."""
        with self._changed:
            self._changed.notify_all()

    def close(self) -> None:
        """Take no more clients."""
        self._path.unlink(missing_ok=True)
        self._socket.close()

    def _take_clients(self) -> None:
        while True:
            try:
                client, _ = self._socket.accept()
            except OSError:
                return
            client.settimeout(RECEIVE_SECONDS)
            if not is_own(client):
                client.close()
                continue
            if not self._seats.acquire(blocking=False):
                _turn_away(client)
                continue
            Thread(target=self._answer, args=(client,), daemon=True).start()

    def _answer(self, client: socket.socket) -> None:
        try:
            with client, client.makefile("rwb") as stream:
                while line := stream.readline(REQUEST_BYTES_MAX):
                    self._answer_line(stream, line)
        except (OSError, ValueError, RecursionError):
            """The client went away, said nothing for long, or sent no JSON."""
        except Exception:
            logging.getLogger(__name__).exception("A connection ended with an error.")
        finally:
            self._seats.release()

    def _answer_line(self, stream: Any, line: bytes) -> None:
        request = json.loads(line)
        if not isinstance(request, dict):
            raise ValueError("a request is an object")
        if request.get("method") == "watch":
            self._watch(stream)
        _write(stream, self._methods.call(request))

    def _watch(self, stream: Any) -> None:
        """Write the state after each change, at most once a second."""
        last = None
        while not self._ended.is_set():
            state = self._methods.state({})
            if state != last:
                _write(stream, {"ok": True, "result": state})
                last = state
            with self._changed:
                self._changed.wait(WATCH_SECONDS)


def is_own(client: socket.socket) -> bool:
    """Whether a client is a process of this user, as the system says."""
    if not hasattr(socket, "SO_PEERCRED"):
        return True
    answer = client.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size)
    _, user, _ = _CREDENTIALS.unpack(answer)
    return bool(user == os.getuid())


def _turn_away(client: socket.socket) -> None:
    """Say that there are too many clients, and close."""
    with client, suppress(OSError), client.makefile("wb") as stream:
        _write(stream, {"ok": False, "error": TOO_MANY})


def _write(stream: IO[bytes], answer: dict[str, Any]) -> None:
    stream.write(json.dumps(answer).encode() + b"\n")
    stream.flush()
