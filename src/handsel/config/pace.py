"""The least speed at which a body comes and an answer is read, and how long a client may be silent."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

SILENCE_SECONDS_MAX = 60
"""How long a client may neither send nor read before the connection is given up."""
GRACE_SECONDS = 20
FORM_GRACE_SECONDS = 10
BYTES_A_SECOND_MIN = 2000
"""The least speed of a body, on the whole, and of who reads an answer, after a grace: shorter for forms."""

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


class CutShort(OSError):
    """The client disconnected, or stopped sending, before the end of the body."""


class _Pace:
    """How long to wait for the next piece, so that the whole keeps a least speed."""

    def __init__(self, grace: float) -> None:
        self._ends = time.monotonic() + grace

    def seconds(self) -> float:
        """The seconds that are left."""
        return min(SILENCE_SECONDS_MAX, self._ends - time.monotonic())

    def moved(self, size: int) -> None:
        """A piece has come or gone."""
        self._ends += size / BYTES_A_SECOND_MIN


def fail_on_disconnect(receive: Receive, *, grace: float) -> Receive:
    """Raise `CutShort` on a partial or slow body; Django would take a partial one for a whole one."""
    pace = _Pace(grace)

    async def received() -> dict[str, Any]:
        try:
            async with asyncio.timeout(pace.seconds()):
                message = await receive()
        except TimeoutError:
            raise CutShort("the sender fell silent, or was too slow") from None
        if message["type"] == "http.disconnect":
            raise CutShort("the sender hung up")
        pace.moved(len(message.get("body", b"")))
        return message

    return received


def send_with_timeout(send: Send) -> Send:
    """Send until the client stops reading for too long, or is too slow; then drop the rest and close."""
    pace, gone = _Pace(SILENCE_SECONDS_MAX), False

    async def sent(message: dict[str, Any]) -> None:
        nonlocal gone
        try:
            if not gone:
                async with asyncio.timeout(pace.seconds()):
                    await send(message)
                pace.moved(len(message.get("body", b"")))
        except TimeoutError:
            gone = True

    return sent
