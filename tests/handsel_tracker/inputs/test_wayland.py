import socket
import struct
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import BinaryIO

import pytest

from handsel_tracker.inputs.port import Activity
from handsel_tracker.inputs.wayland import NoIdleProtocol, WaylandActivity
from tests.waiting import until

pytestmark = pytest.mark.one_database
NEW, OLD = ("ext_idle_notifier_v1", 2), ("org_kde_kwin_idle", 1)


class Compositor:
    """The part of a compositor that says whether there is input, over its socket."""

    def __init__(self, place: Path, protocols: list[tuple[str, int]]) -> None:
        self.requests: list[tuple[int, int, bytes]] = []
        self._protocols = protocols
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(place))
        self._listener.listen()
        self.client: socket.socket | None = None
        self._thread = Thread(target=self._serve, daemon=True)
        self._thread.start()

    def say(self, target: int, event: int, body: bytes = b"") -> None:
        assert self.client is not None
        self.client.sendall(struct.pack("=II", target, (len(body) + 8) << 16 | event) + body)

    def stop(self) -> None:
        self._listener.close()
        if self.client is not None:
            with suppress(OSError):
                self.client.shutdown(socket.SHUT_RDWR)
            self._thread.join(5)
            self.client.close()

    def _serve(self) -> None:
        self.client, _address = self._listener.accept()
        with self.client.makefile("rb") as stream:
            self._answer(stream)

    def _answer(self, stream: BinaryIO) -> None:
        while len(head := stream.read(8)) == 8:
            target, size_and_request = struct.unpack("=II", head)
            body = stream.read((size_and_request >> 16) - 8)
            self.requests.append((target, size_and_request & 0xFFFF, body))
            if (target, size_and_request & 0xFFFF) == (1, 0):
                self._list()

    def _list(self) -> None:
        for number, (name, version) in enumerate([("wl_seat", 7), *self._protocols], 1):
            text = name.encode() + b"\0"
            padded = text + bytes(-len(text) % 4)
            self.say(2, 0, struct.pack("=II", number, len(text)) + padded + struct.pack("=I", version))
        self.say(3, 0, struct.pack("=I", 0))


Start = Callable[..., Compositor]


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-9")
    started: list[Compositor] = []

    def begin(*protocols: tuple[str, int]) -> Compositor:
        started.append(Compositor(tmp_path / "wayland-9", list(protocols)))
        return started[-1]

    yield begin
    for compositor in started:
        compositor.stop()


@pytest.mark.parametrize(
    ("protocol", "request_number", "arguments"),
    [(NEW, 2, (6, 1000, 4)), (("ext_idle_notifier_v1", 1), 1, (6, 1000, 4)), (OLD, 0, (6, 4, 1000))],
)
def test_it_asks_to_be_told_after_a_second_without_input(
    start: Start, protocol: tuple[str, int], request_number: int, arguments: tuple[int, ...]
) -> None:
    compositor = start(protocol)
    activity = WaylandActivity()
    assert until(lambda: len(compositor.requests) == 5)
    assert compositor.requests[-1] == (5, request_number, struct.pack("=III", *arguments))
    bound = [body for target, request, body in compositor.requests if (target, request) == (2, 0)]
    assert not any(b"keyboard" in body or b"pointer" in body for body in bound)
    activity.close()


def test_activity_is_what_is_between_idleness(start: Start) -> None:
    compositor = start(NEW)
    activity = WaylandActivity()
    assert activity.poll() == Activity(True, None, None)
    assert activity.idle_seconds() == 0
    compositor.say(6, 0)
    assert until(lambda: activity.poll() == Activity(False, None, None))
    assert 1 <= (activity.idle_seconds() or 0) < 5
    compositor.say(6, 1)
    compositor.say(6, 0)
    assert until(lambda: activity.poll().active), "a key between two polls is activity"
    assert until(lambda: not activity.poll().active)
    activity.close()


def test_a_compositor_that_goes_away_is_noticed(start: Start) -> None:
    compositor = start(OLD)
    activity = WaylandActivity()
    compositor.stop()
    assert until(lambda: activity.poll() == Activity(False, None, None))
    assert activity.is_gone
    assert activity.idle_seconds() is None


def test_a_compositor_that_knows_no_idleness_is_refused(start: Start) -> None:
    start()
    with pytest.raises(NoIdleProtocol):
        WaylandActivity()


def test_no_compositor_is_an_error_of_the_system(start: Start) -> None:
    with pytest.raises(FileNotFoundError):
        WaylandActivity()
