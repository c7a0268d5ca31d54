"""Where an entry stands among all others: one number, so that both databases agree on the order."""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NUMBER_BITS, _JOB_BITS = 11, 10
FIRST, LAST = 0, 2**63 - 1


def place_of(at: datetime, *, number: int, job: int) -> int:
    """By time, then by number, then by job; entries that differ in none of them take neighbouring places."""
    return first_at(at) + (number % (1 << _NUMBER_BITS) << _JOB_BITS) + job % (1 << _JOB_BITS)


def first_at(at: datetime) -> int:
    """The first place of a millisecond; what was before it has a lower one."""
    place: int = ((at - _EPOCH) // timedelta(milliseconds=1)) << (_NUMBER_BITS + _JOB_BITS)
    return min(max(FIRST, place), LAST)
