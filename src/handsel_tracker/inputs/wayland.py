"""Input under Wayland: the compositor says when there is none for a second, and when there is some again.

It speaks ext-idle-notify, or the older idle of KDE, over the compositor's socket; that needs no library.
A keyboard or pointer is never asked for: neither keys nor places reach this program, so it counts none.
"""

import os
import socket
import struct
import time
from pathlib import Path

from handsel_tracker.inputs.port import NOTHING_KNOWN, Activity

TIMEOUT_MS = 1000
CONNECT_SECONDS_MAX = 2.0
NOTIFIER, OLD_IDLE, SEAT = "ext_idle_notifier_v1", "org_kde_kwin_idle", "wl_seat"
_DISPLAY, _REGISTRY, _CALLBACK, _SEAT, _NOTIFIER, _NOTIFICATION = 1, 2, 3, 4, 5, 6
_IDLED, _RESUMED = 0, 1


class NoIdleProtocol(ConnectionError):
    """The compositor does not say whether there is input, or does not answer."""


class WaylandActivity:
    """Whether there is input, by signals of the compositor."""

    name = "Wayland"

    def __init__(self) -> None:
        self._socket = _connect()
        self._buffer = b""
        self.is_gone = False
        self._globals: dict[str, tuple[int, int]] = {}
        self._is_listed = False
        self._idle_since: float | None = None
        self._resumed = True
        try:
            self._subscribe()
        except OSError:
            self.close()
            raise

    def poll(self) -> Activity:
        """Whether there was input since the last poll; it tells no counts."""
        if not self.is_gone:
            self._read()
        if self.is_gone:
            return NOTHING_KNOWN
        active = self._resumed or self._idle_since is None
        self._resumed = False
        return Activity(active, None, None)

    def idle_seconds(self) -> float | None:
        """How long there was no input, 0 within the first second."""
        if self.is_gone:
            return None
        return 0.0 if self._idle_since is None else time.monotonic() - self._idle_since

    def close(self) -> None:
        """Leave the compositor."""
        self.is_gone = True
        self._socket.close()

    def _subscribe(self) -> None:
        self._send(_DISPLAY, 1, struct.pack("=I", _REGISTRY))
        self._send(_DISPLAY, 0, struct.pack("=I", _CALLBACK))
        while not self._is_listed and not self.is_gone:
            self._read()
        notifier = NOTIFIER if NOTIFIER in self._globals else OLD_IDLE
        if self.is_gone or not {SEAT, notifier} <= self._globals.keys():
            raise NoIdleProtocol("the compositor has neither ext-idle-notify nor the idle of KDE")
        self._bind(SEAT, 1, _SEAT)
        version = self._bind(notifier, 2, _NOTIFIER)
        if notifier == NOTIFIER:
            # The second version has a request that a film in full screen does not keep from seeing idleness.
            self._send(_NOTIFIER, version, struct.pack("=III", _NOTIFICATION, TIMEOUT_MS, _SEAT))
        else:
            self._send(_NOTIFIER, 0, struct.pack("=III", _NOTIFICATION, _SEAT, TIMEOUT_MS))
        self._socket.setblocking(False)

    def _bind(self, interface: str, version_max: int, identifier: int) -> int:
        name, offered = self._globals[interface]
        version = min(version_max, offered)
        bound = struct.pack("=I", name) + _string(interface) + struct.pack("=II", version, identifier)
        self._send(_REGISTRY, 0, bound)
        return version

    def _send(self, target: int, request: int, arguments: bytes) -> None:
        self._socket.sendall(struct.pack("=II", target, (len(arguments) + 8) << 16 | request) + arguments)

    def _read(self) -> None:
        """Read what waits, or while subscribing wait for something."""
        try:
            while data := self._socket.recv(4096):
                self._buffer += data
                self._take_events()
                if self.is_gone or self._socket.gettimeout():
                    return
            self.close()
        except BlockingIOError:
            return
        except OSError:
            self.close()

    def _take_events(self) -> None:
        while len(self._buffer) >= 8:
            target, head = struct.unpack_from("=II", self._buffer)
            size = max(head >> 16, 8)
            if len(self._buffer) < size:
                return
            body, self._buffer = self._buffer[8:size], self._buffer[size:]
            self._take_event(target, head & 0xFFFF, body)

    def _take_event(self, target: int, event: int, body: bytes) -> None:
        if target == _REGISTRY and event == 0:
            name, length = struct.unpack_from("=II", body)
            (version,) = struct.unpack_from("=I", body, len(body) - 4)
            self._globals[body[8 : 7 + length].decode()] = (name, version)
        elif target == _CALLBACK:
            self._is_listed = True
        elif target == _NOTIFICATION and event == _IDLED:
            self._idle_since = time.monotonic() - TIMEOUT_MS / 1000
        elif target == _NOTIFICATION and event == _RESUMED:
            self._idle_since, self._resumed = None, True
        elif target == _DISPLAY and event == 0:
            self.close()


def _connect() -> socket.socket:
    """The socket of the compositor, as WAYLAND_DISPLAY names it."""
    place = Path(os.environ.get("XDG_RUNTIME_DIR", "")) / os.environ.get("WAYLAND_DISPLAY", "wayland-0")
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.settimeout(CONNECT_SECONDS_MAX)
    try:
        connection.connect(str(place))
    except OSError:
        connection.close()
        raise
    return connection


def _string(text: str) -> bytes:
    data = text.encode() + b"\0"
    return struct.pack("=I", len(data)) + data + bytes(-len(data) % 4)
