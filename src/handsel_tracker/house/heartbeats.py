"""Heartbeats: what the device has signed and what it tracks, and whether it is to stop."""

from dataclasses import dataclass

from handsel_tracker.house.jobs import milliseconds
from handsel_tracker.house.session import Session
from handsel_tracker.spool.texts import short


@dataclass(frozen=True)
class BeatAnswer:
    """The time of the house in milliseconds, and why the timer is to stop, or nothing."""

    server_ms: int
    stop: str


def beat(session: Session, *, seq: int, prev: str, running: str | None) -> BeatAnswer:
    """Send a heartbeat of this moment."""
    data = session.post("/heartbeats", {"seq": seq, "prev": prev, "running": running})
    return BeatAnswer(milliseconds(data["server_time"]), short(data["stop"] or ""))
