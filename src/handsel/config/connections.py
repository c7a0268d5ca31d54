"""Connections: how many there may be, and how long one may take to say what it wants.

The server itself waits for ever for the rest of a request's head, and takes as many connections as come,
until the process has no file descriptors left. Each of its protocols is wrapped here, by asyncio's public
interface alone.
"""

import asyncio
import resource
from collections.abc import Awaitable, Callable, Collection
from typing import Any

import uvicorn
from uvicorn.protocols.http.auto import AutoHTTPProtocol

from handsel.config.unread_bodies import UnreadBodies

HEAD_SECONDS_MAX = 10
"""How long a connection may be open without a whole request head, from its start and after each answer."""
CONNECTIONS_MAX = 1000
CONNECTIONS_PER_ADDRESS_MAX = 100
"""The most connections in all, and from one address."""
DESCRIPTORS_RESERVED = 200
"""File descriptors for the database, files and children."""
DESCRIPTORS_WANTED = 4096

App = Callable[[Any, Any, Any], Awaitable[None]]
Peer = tuple[str, int]


def guarded(app: App, *, per_address: int | None, grace_seconds: int, bodies: UnreadBodies) -> uvicorn.Config:
    """The configuration of a server whose connections are guarded; `per_address`: the most from one."""
    connections = Connections(most=_allow_descriptors(), per_address=per_address, bodies=bodies)
    return uvicorn.Config(
        connections.follow(app),
        http=connections.protocol,  # type: ignore[arg-type]
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=grace_seconds,
    )


class Connections:
    """The open connections of this process; those that wait for a request go first when it gets crowded."""

    def __init__(self, *, most: int, per_address: int | None, bodies: UnreadBodies) -> None:
        self._most, self._per_address, self._bodies = most, per_address, bodies
        self._open: dict[str, set[GuardedConnection]] = {}
        self._by_peer: dict[Peer, GuardedConnection] = {}

    def protocol(self, **options: Any) -> "GuardedConnection":
        """The server's protocol for a new connection, guarded."""
        return GuardedConnection(AutoHTTPProtocol(**options), self)

    def follow(self, app: App) -> App:
        """The same application; a connection does not wait for a request while one is answered."""

        async def followed(scope: Any, receive: Any, send: Any) -> None:
            connection = self._by_peer.get(scope.get("client"))
            if connection is None:
                return await app(scope, receive, send)
            connection.begin()
            try:
                with self._bodies.awaiting(connection, scope, receive) as watched:
                    await app(scope, watched, send)
            finally:
                connection.end()

        return followed

    def admit(self, connection: "GuardedConnection") -> bool:
        """Count a new connection; where there are too many, close the one that has waited longest.

        False if all of them are at work, so that this one has to go.
        """
        neighbours = self._open.get(connection.peer[0], set())
        crowded = self._per_address is not None and len(neighbours) >= self._per_address
        if crowded and not _close_oldest(neighbours):
            return False
        if len(self._by_peer) >= self._most and not _close_oldest(self._by_peer.values()):
            return False
        self._open.setdefault(connection.peer[0], set()).add(connection)
        self._by_peer[connection.peer] = connection
        return True

    def forget(self, connection: "GuardedConnection") -> None:
        """Stop counting a connection that is gone."""
        if self._by_peer.pop(connection.peer, None) is None:
            return
        neighbours = self._open[connection.peer[0]]
        neighbours.discard(connection)
        if not neighbours:
            del self._open[connection.peer[0]]

    def __len__(self) -> int:
        return len(self._by_peer)


class GuardedConnection(asyncio.Protocol):
    """A protocol of the server, closed when no whole request head comes in time."""

    def __init__(self, protocol: asyncio.Protocol, connections: Connections) -> None:
        self._protocol, self._connections = protocol, connections
        self._loop = asyncio.get_running_loop()
        self._requests = 0
        self._patience: asyncio.TimerHandle | None = None
        self.waits_since: float | None = None
        self.peer: Peer = ("", 0)

    def connection_made(self, transport: Any) -> None:
        """Begin to wait for a request, or hang up where there is no room."""
        self._transport = transport
        self.peer = (transport.get_extra_info("peername") or ("", id(self)))[:2]
        self._protocol.connection_made(transport)
        if self._connections.admit(self):
            self._wait()
        else:
            transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is gone."""
        self._stop_waiting()
        self._connections.forget(self)
        self._protocol.connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Bytes came; they do not prolong the wait."""
        self._protocol.data_received(data)

    def eof_received(self) -> bool | None:
        """The other end sends no more."""
        return self._protocol.eof_received()

    def pause_writing(self) -> None:
        """The other end reads too slowly."""
        self._protocol.pause_writing()

    def resume_writing(self) -> None:
        """The other end reads again."""
        self._protocol.resume_writing()

    def begin(self) -> None:
        """A request's head is whole."""
        self._requests += 1
        self._stop_waiting()

    def await_body(self) -> None:
        """A body comes; until it is whole the connection waits, as it does for a head."""
        self.waits_since = self._loop.time()

    def have_body(self) -> None:
        """The body is whole, or nobody reads it any more."""
        self.waits_since = None

    def end(self) -> None:
        """A request is answered."""
        self._requests -= 1
        if self._requests == 0 and not self._transport.is_closing():
            self._wait()

    def close(self) -> None:
        """Hang up."""
        self._connections.forget(self)
        self._transport.abort()

    def _wait(self) -> None:
        self.waits_since = self._loop.time()
        self._patience = self._loop.call_later(HEAD_SECONDS_MAX, self.close)

    def _stop_waiting(self) -> None:
        self.waits_since = None
        if self._patience is not None:
            self._patience.cancel()


def _allow_descriptors() -> int:
    """Raise the limit of file descriptors as far as is wanted and allowed; the most connections it leaves."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    allowed = DESCRIPTORS_WANTED if hard == resource.RLIM_INFINITY else min(hard, DESCRIPTORS_WANTED)
    if allowed > soft:
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
    return min(CONNECTIONS_MAX, max(soft, allowed) - DESCRIPTORS_RESERVED)


def _close_oldest(connections: Collection["GuardedConnection"]) -> bool:
    """Close the connection that has waited longest; False if none waits."""
    waiting = [(row.waits_since, id(row), row) for row in connections if row.waits_since is not None]
    if not waiting:
        return False
    min(waiting)[2].close()
    return True
