"""The days of a simulated Tracker: its nonces, and the moments they draw, as docs/tracker-api.md says."""

import hmac
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256

BLOCK = timedelta(minutes=12)


@dataclass
class SimulatedDay:
    """A day in UTC: what the Tracker drew for it, and what it got."""

    last: bytes = field(default_factory=lambda: os.urandom(32))
    seed: str = ""
    given_at: datetime | None = None

    @property
    def chain(self) -> list[str]:
        """The commitment, then the nonce of each block of the day."""
        values = [self.last]
        for _ in range(121):
            values.append(sha256(values[-1]).digest())
        return [value.hex() for value in reversed(values)][:121]

    @property
    def commitment(self) -> str:
        """What the Tracker sends before it gets the seed."""
        return self.chain[0]

    def nonce(self, block: datetime) -> str:
        """The nonce of a block."""
        at = block.astimezone(UTC)
        return self.chain[1 + (60 * at.hour + at.minute) // 12]

    def has_seed(self, start: datetime) -> bool:
        """Whether the seed was there as the tracked time of a block began."""
        return self.given_at is not None and self.given_at <= start + timedelta(seconds=5)

    def due(self, job: str, block: datetime, spans: Sequence[tuple[datetime, datetime]]) -> datetime:
        """When the screenshot of a block is due."""
        key = bytes.fromhex((self.seed if self.has_seed(spans[0][0]) else "") + self.nonce(block))
        due = _drawn(key, job, block, block)
        for start, end in spans:
            due = due if due >= start else _drawn(key, job, block, start)
            if due < end:
                return due
        return spans[-1][1] - timedelta(seconds=1)


def _drawn(key: bytes, job: str, block: datetime, start: datetime) -> datetime:
    times = " ".join(at.astimezone(UTC).isoformat(timespec="seconds") for at in (block, start))
    number = int(hmac.new(key, f"{job} {times}".encode(), sha256).hexdigest()[:16], 16)
    return start + timedelta(seconds=number % int((block + BLOCK - start).total_seconds()))
