"""Bodies on their way from anybody: so many at once, of which the slowest goes first."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

BODIES_MAX = 200
BODIES_PER_ADDRESS_MAX = 20
"""The most bodies of forms that have not come whole: in all, and from one address."""

Receive = Callable[[], Awaitable[dict[str, Any]]]
Scope = dict[str, Any]


class SlowSender(Protocol):
    """A connection on which a body comes."""

    def await_body(self) -> None: ...

    def have_body(self) -> None: ...

    def close(self) -> None: ...


class UnreadBodies:
    """Bodies that have not come whole. One too many closes the connection that has dripped longest.

    A form of a browser comes whole in a moment, so none is turned away, however many others drip.
    `is_watched` says whether the body of a request may be given up, `address_of` where it comes from.
    """

    def __init__(
        self,
        *,
        is_watched: Callable[[Scope], bool],
        address_of: Callable[[Scope], str],
        most: int = BODIES_MAX,
        per_address: int = BODIES_PER_ADDRESS_MAX,
    ) -> None:
        self._is_watched, self._address_of = is_watched, address_of
        self._most, self._per_address = most, per_address
        self._coming: dict[SlowSender, str] = {}

    @contextmanager
    def awaiting(self, sender: SlowSender, scope: Scope, receive: Receive) -> Iterator[Receive]:
        """Count the body of a request, if it is watched, until it was received whole or the block ends."""
        if not self._is_watched(scope):
            yield receive
            return
        self._make_room(address := self._address_of(scope))
        self._coming[sender] = address
        sender.await_body()

        async def received() -> dict[str, Any]:
            message = await receive()
            if not message.get("more_body", False):
                self._forget(sender)
            return message

        try:
            yield received
        finally:
            self._forget(sender)

    def _make_room(self, address: str) -> None:
        """Close the oldest of an address that has its share, or the oldest of all if there is no room."""
        neighbours = [sender for sender, its_address in self._coming.items() if its_address == address]
        if len(neighbours) >= self._per_address:
            self._give_up(neighbours[0])
        elif len(self._coming) >= self._most:
            self._give_up(next(iter(self._coming)))

    def _give_up(self, sender: SlowSender) -> None:
        del self._coming[sender]
        sender.close()

    def _forget(self, sender: SlowSender) -> None:
        if self._coming.pop(sender, None) is not None:
            sender.have_body()
