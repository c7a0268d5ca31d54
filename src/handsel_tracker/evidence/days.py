"""The days to which the device commits itself, and the moments of screenshots that they draw."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from handsel_tracker.spool.rows import CommittedDay
from handsel_verify.moments import LEEWAY, NONCE_BYTES, commitment_from, due_at, nonce_from, place_of

AHEAD_DAYS = 7
Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True)
class DueShot:
    """When the screenshot of a block is due, in seconds, and whether the nonce alone drew that."""

    due_s: int
    offline: bool


def instant(second: int) -> datetime:
    """A second since 1970, in UTC."""
    return datetime.fromtimestamp(second, UTC)


def day_of(second: int) -> date:
    """The day in UTC of the block that begins at a second."""
    return instant(second).date()


def days_ahead(second: int) -> list[str]:
    """Today and the days to commit for, so that a week without a network is protected."""
    return [(day_of(second) + timedelta(days=ahead)).isoformat() for ahead in range(AHEAD_DAYS + 1)]


def new_day(device: str, day: str) -> CommittedDay:
    """A day with a random chain of nonces."""
    end = secrets.token_bytes(NONCE_BYTES)
    return CommittedDay(device, day, end.hex(), commitment_from(end))


def nonce_of(day: CommittedDay | None, block_s: int) -> str | None:
    """The nonce of a block, in hexadecimal; None if the house has no commitment for its day."""
    if day is None or not day.received_at:
        return None
    return nonce_from(bytes.fromhex(day.chain_end), place_of(instant(block_s))).hex()


def is_checkable(day: CommittedDay | None, first_s: int) -> bool:
    """Whether the commitment reached the house before tracked time began: else no moment can be checked."""
    return day is not None and _was_there(day.received_at, first_s)


def due_shot(job: str, block_s: int, spans: Spans, day: CommittedDay) -> DueShot:
    """When the screenshot of a block is due, by what is tracked of it."""
    offline = not _was_there(day.given_at, spans[0][0])
    nonce = nonce_from(bytes.fromhex(day.chain_end), place_of(instant(block_s)))
    key = nonce if offline else bytes.fromhex(day.seed) + nonce
    start = instant(block_s)
    times = [(instant(first), instant(last)) for first, last in spans]
    due = due_at(f"{job} {start.isoformat()}", start, times, key)
    return DueShot(int(due.timestamp()), offline)


def _was_there(at: str, first_s: int) -> bool:
    return bool(at) and datetime.fromisoformat(at) <= instant(first_s) + LEEWAY
