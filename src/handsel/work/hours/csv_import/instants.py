"""The instants at which the clocks of a zone show a time."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, tzinfo


def instants_of(day: date, clock: time, zone: tzinfo) -> Iterator[datetime]:
    """The instants at which a clock of a zone shows a time: one, two where it is set back, or none."""
    for fold in (0, 1):
        wall = datetime.combine(day, clock, zone).replace(fold=fold)
        instant = wall.astimezone(UTC)
        if instant.astimezone(zone).replace(tzinfo=None, fold=0) != wall.replace(tzinfo=None, fold=0):
            return
        if fold and wall.utcoffset() == wall.replace(fold=0).utcoffset():
            return
        yield instant
