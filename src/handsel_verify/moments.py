"""Moments of screenshots: of a site's seed and a device's nonce, so that neither can choose.

For each day in UTC a device hashes a random value 120 times, and commits to the hash of the last result
before it gets the seed. The nonce of a block is one of those results: it proves itself against the
commitment, and tells nothing about the later blocks of the day.
"""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from handsel_verify.segments import BLOCK, SHOT_EARLY, SHOT_LATE, AnnouncedShot, Segment
from handsel_verify.strict_json import hex_from

NONCES = timedelta(days=1) // BLOCK
"""How many nonces a day has: one for each block that may begin in it."""
NONCE_BYTES = SEED_BYTES = 32
LEEWAY = timedelta(seconds=5)
"""How long after a block's first second what decides its moment may arrive."""

Span = tuple[datetime, datetime]


class DrawnBy(StrEnum):
    """What drew the moment of a block: seed and nonce, the nonce alone, or nothing that can be checked."""

    SHARED = "shared"
    OFFLINE = "offline"
    NONE = "none"


@dataclass(frozen=True)
class SeededDay:
    """A device's day: its commitment, when that arrived, and the seed once it was given; in hexadecimal."""

    commitment: str
    received_at: datetime
    seed: str = ""
    given_at: datetime | None = None


@dataclass(frozen=True)
class Moment:
    """When the screenshot of a block is due, and what drew that; None if nothing can be checked."""

    drawn_by: DrawnBy
    due: datetime | None = None


NO_MOMENT = Moment(DrawnBy.NONE)


def day_of(block: datetime) -> date:
    """The day whose commitment a block's nonce belongs to: that in UTC on which it begins."""
    return block.astimezone(UTC).date()


def place_of(block: datetime) -> int:
    """The place of a block's nonce in its day, from 0 to 119."""
    start = block.astimezone(UTC)
    return (start - start.replace(hour=0, minute=0, second=0, microsecond=0)) // BLOCK


def nonce_from(end: bytes, place: int) -> bytes:
    """The nonce at a place, from the random value at the end of the day's chain."""
    return _hashed(end, NONCES - place)


def commitment_from(end: bytes) -> str:
    """What a device commits to for a day with this random value, in hexadecimal."""
    return _hashed(end, NONCES + 1).hex()


def is_committed(nonce: str, block: datetime, commitment: str) -> bool:
    """Whether a block's nonce, in hexadecimal, is the one that its day was committed to."""
    return _hashed(hex_from(nonce, NONCE_BYTES), place_of(block) + 1).hex() == commitment


def moment_of(segment: Segment, day: SeededDay | None) -> Moment:
    """When the screenshot of a segment was due, by what is known of its day.

    None can be checked if the segment has no nonce, or that of another day, or the commitment came after its
    time began; if the seed did, the nonce alone decides.
    """
    begun = segment.spans[0][0] + LEEWAY
    if day is None or segment.nonce is None or day.received_at > begun:
        return NO_MOMENT
    if not is_committed(segment.nonce, segment.block, day.commitment):
        return NO_MOMENT
    nonce = hex_from(segment.nonce, NONCE_BYTES)
    if day.given_at is None or day.given_at > begun:
        return Moment(DrawnBy.OFFLINE, due_in(segment, nonce))
    return Moment(DrawnBy.SHARED, due_in(segment, hex_from(day.seed, SEED_BYTES) + nonce))


def due_in(segment: Segment, key: bytes) -> datetime:
    """The moment that a key draws in a segment's spans."""
    return due_at(f"{segment.job} {segment.block.isoformat()}", segment.block, segment.spans, key)


def due_at(named: str, block: datetime, spans: Sequence[Span], key: bytes) -> datetime:
    """The moment that a key draws in spans of a block, which is named by its job and start.

    A span that starts after the moment draws another in what is left of the block. If the timer was off at
    each, the screenshot is due in the last second of the last span: as the timer stops.
    """
    due = _draw(key, named, block, block + BLOCK)
    for start, end in spans:
        if due < start:
            due = _draw(key, named, start, block + BLOCK)
        if due < end:
            return due
    return spans[-1][1] - timedelta(seconds=1)


def is_at(moment: Moment, shot: AnnouncedShot) -> bool:
    """Whether a screenshot is the one of a moment: due at it, taken close to it, offline if that is."""
    if moment.due is None or shot.due != moment.due:
        return False
    is_close = moment.due - SHOT_EARLY <= shot.taken <= moment.due + SHOT_LATE
    return is_close and shot.offline == (moment.drawn_by is DrawnBy.OFFLINE)


def _draw(key: bytes, named: str, start: datetime, until: datetime) -> datetime:
    """A whole second from a start on and before an end."""
    drawn = hmac.new(key, f"{named} {start.isoformat()}".encode(), sha256).digest()
    seconds = (until - start) // timedelta(seconds=1)
    return start + timedelta(seconds=int.from_bytes(drawn[:8], "big") % seconds)


def _hashed(value: bytes, times: int) -> bytes:
    for _ in range(times):
        value = sha256(value).digest()
    return value
