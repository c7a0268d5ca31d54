"""Listeners of the stream: what they have seen, and what is sent to them."""

import asyncio
from dataclasses import dataclass, field
from uuid import UUID


@dataclass(frozen=True)
class RoomRef:
    """A Workroom by its job, and by the subject of its chain."""

    job: int
    subject: UUID


@dataclass(frozen=True)
class Snapshot:
    """The current state: newest notice by person, chain length by room, and who has read how far."""

    notices: dict[UUID, str]
    sizes: dict[UUID, int]
    readings: dict[int, dict[UUID, int]]


@dataclass
class ClientState:
    """What a page shows already: the newest notice, the newest entry, how far others have read.

    The first poll fills in what is unknown. As text it is `45`, or `45.12.9` in a room.
    """

    notice: str | None = None
    number: int | None = None
    read: int | None = None

    def __str__(self) -> str:
        known = [
            self.notice or "",
            *(str(number) for number in (self.number, self.read) if number is not None),
        ]
        return ".".join(known)


@dataclass(eq=False)
class Subscriber:
    """A stream: its person, session and room, what it has seen, and its queue; None ends it."""

    person: UUID
    session: str
    sign: str
    room: RoomRef | None = None
    seen: ClientState = field(default_factory=ClientState)
    news: asyncio.Queue[str | None] = field(default_factory=asyncio.Queue)

    def update(self, snapshot: Snapshot) -> None:
        """Send what has changed."""
        seen, self.seen = self.seen, self._state(snapshot)
        if seen.notice not in (None, self.seen.notice):
            self._send("inbox")
        if seen.number not in (None, self.seen.number) or seen.read not in (None, self.seen.read):
            self._send("room")

    def end(self) -> None:
        """End the stream."""
        self.news.put_nowait(None)

    def _state(self, snapshot: Snapshot) -> ClientState:
        now = ClientState(
            snapshot.notices.get(self.person, self.seen.notice), self.seen.number, self.seen.read
        )
        if self.room is not None and self.room.subject in snapshot.sizes:
            read = snapshot.readings.get(self.room.job, {})
            now.number = snapshot.sizes[self.room.subject]
            now.read = max((number for who, number in read.items() if who != self.person), default=0)
        return now

    def _send(self, kind: str) -> None:
        self.news.put_nowait(f"event: {kind}\nid: {self.seen}\ndata: {self.seen}\n\n")


def client_state(text: str) -> ClientState:
    """Parse what a browser says it has seen."""
    notice, *parts = text.split(".")
    number, read, *_ = [
        *(int(part) if part.isdecimal() and len(part) < 16 else None for part in parts),
        None,
        None,
    ]
    return ClientState(notice, number, read)
