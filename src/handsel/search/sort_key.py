"""One number that orders all entries, so that both databases agree."""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NUMBER_BITS, _JOB_BITS = 11, 10
FIRST, LAST = 0, 2**63 - 1


def place_of(at: datetime, *, number: int, job: int) -> int:
    """The position by time, number and job; equal ones take the next free position."""
    return first_at(at) + (number % (1 << _NUMBER_BITS) << _JOB_BITS) + job % (1 << _JOB_BITS)


def first_at(at: datetime) -> int:
    """The first position of a millisecond."""
    place: int = ((at - _EPOCH) // timedelta(milliseconds=1)) << (_NUMBER_BITS + _JOB_BITS)
    return min(max(FIRST, place), LAST)
