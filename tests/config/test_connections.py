"""Connections that say nothing, or too many of them, keep nobody out."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from threading import Event, Thread
from typing import Any

import pytest
import uvicorn

from handsel.config import connections
from handsel.config.unread_bodies import UnreadBodies
from tests.waiting import until

COVERS = ("handsel.config.unread_bodies",)

REQUEST = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
DRIPS = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nslow"
Send = Callable[[dict[str, Any]], Awaitable[None]]


class Slow:
    """An application that answers when it is let."""

    def __init__(self) -> None:
        self.may_answer = Event()
        self.may_answer.set()

    async def __call__(self, scope: Any, receive: Any, send: Send) -> None:
        while not self.may_answer.is_set():
            await asyncio.sleep(0.01)
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
        await send({"type": "http.response.body", "body": b"ok"})


class Ready(uvicorn.Server):
    """A server that says when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listens = Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listens.set()


class BodyReader(Slow):
    """An application that reads a body to its end before it answers."""

    def __init__(self) -> None:
        super().__init__()
        self.heads = self.bodies = 0

    async def __call__(self, scope: Any, receive: Any, send: Send) -> None:
        self.heads += 1
        message = {"type": "http.request", "more_body": True}
        while message.get("more_body"):
            message = await receive()
        if message["type"] == "http.request":
            self.bodies += 1
            await super().__call__(scope, receive, send)


def bodies(*, most: int = 100, per_address: int = 100) -> UnreadBodies:
    """All bodies are watched; where one comes from is said in its path."""
    return UnreadBodies(
        is_watched=lambda scope: scope["method"] == "POST",
        address_of=lambda scope: str(scope["path"]),
        most=most,
        per_address=per_address,
    )


@contextmanager
def served(
    app: Slow, *, per_address: int | None = 3, watched: UnreadBodies | None = None
) -> Iterator[Callable[[], socket.socket]]:
    """Serve an application in a thread; gives what opens a connection to it."""
    with socket.create_server(("127.0.0.1", 0)) as opened, ExitStack() as lines:
        server = Ready(
            connections.guarded(app, per_address=per_address, grace_seconds=1, bodies=watched or bodies())
        )
        thread = Thread(target=server.run, args=([opened],))
        thread.start()
        assert server.listens.wait(20)

        def connect() -> socket.socket:
            return lines.enter_context(socket.create_connection(opened.getsockname(), timeout=20))

        yield connect
        app.may_answer.set()
        server.should_exit = True
        thread.join(20)


def is_closed(line: socket.socket) -> bool:
    """Whether the server hangs up before the test's patience ends."""
    try:
        return line.recv(1) == b""
    except ConnectionResetError:
        return True


def answer(line: socket.socket) -> bytes:
    response = b""
    while not response.endswith(b"ok") and (more := line.recv(1000)):
        response += more
    return response


@pytest.mark.parametrize("begun", [b"", b"GET / HT", REQUEST[:-2]])
def test_without_a_whole_head_in_time_it_is_hung_up(monkeypatch: pytest.MonkeyPatch, begun: bytes) -> None:
    monkeypatch.setattr(connections, "HEAD_SECONDS_MAX", 0.2)
    with served(Slow()) as connect:
        line = connect()
        line.sendall(begun)
        assert is_closed(line)


def test_after_an_answer_the_next_head_must_come_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "HEAD_SECONDS_MAX", 0.5)
    with served(Slow()) as connect:
        line = connect()
        for _ in range(2):
            line.sendall(REQUEST)
            assert answer(line).endswith(b"ok")
        line.sendall(REQUEST[:9])
        assert is_closed(line)


def test_an_answer_may_take_longer_than_a_head(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "HEAD_SECONDS_MAX", 0.1)
    app = Slow()
    with served(app) as connect:
        line = connect()
        app.may_answer.clear()
        line.sendall(REQUEST)
        line.settimeout(0.5)
        with pytest.raises(TimeoutError):
            line.recv(1)
        line.settimeout(20)
        app.may_answer.set()
        assert answer(line).endswith(b"ok")


def test_of_too_many_that_wait_the_oldest_goes() -> None:
    with served(Slow()) as connect:
        lines = [connect() for _ in range(4)]
        assert is_closed(lines[0])
        for line in lines[1:]:
            line.sendall(REQUEST)
            assert answer(line).endswith(b"ok")


def test_where_all_are_at_work_one_more_from_the_same_address_is_hung_up() -> None:
    app = Slow()
    app.may_answer.clear()
    with served(app) as connect:
        lines = [connect() for _ in range(3)]
        for line in lines:
            line.sendall(REQUEST)
            line.settimeout(0.3)
            with pytest.raises(TimeoutError):
                line.recv(1)
            line.settimeout(20)
        assert is_closed(connect())
        app.may_answer.set()
        assert all(answer(line).endswith(b"ok") for line in lines)


def test_behind_a_proxy_addresses_are_not_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "CONNECTIONS_MAX", 6)
    with served(Slow(), per_address=None) as connect:
        lines = [connect() for _ in range(7)]
        assert is_closed(lines[0])
        for line in lines[1:]:
            line.sendall(REQUEST)
            assert answer(line).endswith(b"ok")


def drips(connect: Callable[[], socket.socket], app: BodyReader, path: bytes = b"/") -> socket.socket:
    """A connection whose body has come in part, and is read."""
    line, before = connect(), app.heads
    line.sendall(DRIPS.replace(b" / ", b" " + path + b" "))
    assert until(lambda: app.heads > before)
    return line


def test_a_body_that_drips_goes_before_a_newer_connection_is_turned_away() -> None:
    app = BodyReader()
    with served(app) as connect:
        slowest, *others = [drips(connect, app) for _ in range(3)]
        newest = connect()
        assert is_closed(slowest)
        newest.sendall(REQUEST)
        assert answer(newest).endswith(b"ok")
        for line in others:
            line.sendall(b"ended")
            assert answer(line).endswith(b"ok")


@pytest.mark.parametrize(
    ("limits", "closed"),
    [({"most": 3}, b"/one"), ({"per_address": 2}, b"/two")],
    ids=["of too many in all, the oldest", "of one address, its own oldest"],
)
def test_of_bodies_that_drip_the_oldest_goes(limits: dict[str, int], closed: bytes) -> None:
    app = BodyReader()
    with served(app, per_address=None, watched=bodies(**limits)) as connect:
        lines = {path: drips(connect, app, path) for path in (b"/one", b"/two")}
        more = [drips(connect, app, b"/two") for _ in range(2)]
        assert is_closed(lines.pop(closed))
        for line in (*lines.values(), more[-1]):
            line.sendall(b"ended")
            assert answer(line).endswith(b"ok")


def test_a_body_that_came_whole_is_not_given_up() -> None:
    app = BodyReader()
    app.may_answer.clear()
    with served(app, per_address=2, watched=bodies(most=1)) as connect:
        lines = [drips(connect, app)]
        lines[0].sendall(b"ended")
        assert until(lambda: app.bodies == 1)
        lines.append(drips(connect, app))
        lines[1].sendall(b"ended")
        assert until(lambda: app.bodies == 2)
        assert is_closed(connect())
        app.may_answer.set()
        assert all(answer(line).endswith(b"ok") for line in lines)
