"""Heartbeats: what the device has signed and what it tracks, and whether it is to stop."""

from dataclasses import asdict, dataclass

from handsel_tracker.house.jobs import milliseconds
from handsel_tracker.house.session import Session
from handsel_tracker.spool.texts import short


@dataclass(frozen=True)
class BeatAnswer:
    """The time of the house in milliseconds, and why the timer is to stop, or nothing."""

    server_ms: int
    stop: str


@dataclass(frozen=True)
class Beat:
    """Its own number, that and SHA-256 of the last segment that the device signed, and the job it tracks."""

    beat: int
    seq: int
    prev: str
    running: str | None


def beat(session: Session, says: Beat, signature: str) -> BeatAnswer:
    """Send a heartbeat of this moment, with the signature of the device over it."""
    data = session.post("/heartbeats", {**asdict(says), "signature": signature})
    return BeatAnswer(milliseconds(data["server_time"]), short(data["stop"] or ""))
