"""Asking the daemon, and starting it if it does not run."""

import json
import os
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from handsel_tracker.places.folders import FILE_MODE, Places, places

ANSWER_SECONDS_MAX = 60
START_SECONDS_MAX = 15


class DaemonRefused(Exception):
    """The daemon did not do what was asked; the message says why, and what to do."""


class DaemonAway(Exception):
    """No daemon runs, or it does not answer."""


class ControlClient:
    """A connection to the daemon of this person."""

    def __init__(self, path: Path | None = None) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.settimeout(ANSWER_SECONDS_MAX)
        try:
            self._socket.connect(str(path or places().socket))
        except OSError as error:
            self._socket.close()
            raise DaemonAway("The Tracker does not run. Start it with: handsel-tracker daemon") from error
        self._stream = self._socket.makefile("rwb")

    def ask(self, method: str, **fields: Any) -> Any:
        """The result of a request; raises `DaemonRefused`, `DaemonAway`."""
        self._send(method, fields)
        return self._next()

    def watch(self) -> Iterator[dict[str, Any]]:
        """The state, now and after each change."""
        self._send("watch", {})
        self._socket.settimeout(None)
        while True:
            yield self._next()

    def close(self) -> None:
        """End the connection."""
        try:
            self._stream.close()
        except OSError:
            """The daemon was gone before."""
        finally:
            self._socket.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.close()

    def _send(self, method: str, fields: dict[str, Any]) -> None:
        try:
            self._stream.write(json.dumps({"method": method, **fields}).encode() + b"\n")
            self._stream.flush()
        except BrokenPipeError:
            """It closed; what it said before is read."""
        except OSError as error:
            raise DaemonAway("The Tracker ended. Start it with: handsel-tracker daemon") from error

    def _next(self) -> Any:
        try:
            line = self._stream.readline()
        except OSError as error:
            raise DaemonAway("The Tracker does not answer. Look into its log, or start it again.") from error
        if not line:
            raise DaemonAway("The Tracker ended. Start it with: handsel-tracker daemon")
        answer = json.loads(line)
        if not answer["ok"]:
            raise DaemonRefused(str(answer["error"]))
        return answer["result"]


def connect() -> ControlClient:
    """A connection to the daemon, which is started if it does not run; raises `DaemonAway`."""
    own = places()
    try:
        return ControlClient(own.socket)
    except DaemonAway:
        start_daemon(own)
    until = time.monotonic() + START_SECONDS_MAX
    while True:
        try:
            return ControlClient(own.socket)
        except DaemonAway:
            if time.monotonic() > until:
                raise DaemonAway(f"The Tracker did not start. Its log: {own.log}") from None
            time.sleep(0.02)


def start_daemon(own: Places) -> None:
    """Start the daemon apart from this process, so that it outlives it."""
    words = daemon_command()
    log = (os.POSIX_SPAWN_OPEN, 1, str(own.log), os.O_WRONLY | os.O_CREAT | os.O_APPEND, FILE_MODE)
    files = [(os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0), log, (os.POSIX_SPAWN_DUP2, 1, 2)]
    os.posix_spawn(words[0], words, os.environ, file_actions=files, setsid=True)


def daemon_command() -> list[str]:
    """How the daemon is started, also from a bundle, which has no `python -m`."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "daemon"]
    return [sys.executable, "-m", "handsel_tracker", "daemon"]
