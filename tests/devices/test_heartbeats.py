"""What a device says of the segments that it has signed, and what follows for one that is other than that."""

from datetime import datetime, timedelta

import pytest

from handsel.devices.heartbeats import is_backdated, is_barred
from handsel.devices.models import Device
from handsel.people.models import Person
from tests.conftest import MONDAY_NOON

MINE, OTHER = "ab" * 32, "cd" * 32


@pytest.mark.parametrize(
    ("seq", "digest", "minutes_before", "backdated"),
    [
        (7, MINE, 60, False),
        (7, OTHER, 60, True),
        (7, OTHER, 0, True),
        (6, OTHER, 60, False),
        (8, OTHER, 0, False),
        (8, OTHER, 15, False),
        (8, OTHER, 15.1, True),
        (8, OTHER, -5, False),
        (99, OTHER, 60, True),
    ],
)
def test_time_that_ended_well_before_a_heartbeat_was_signed_by_then(
    seq: int, digest: str, minutes_before: float, backdated: bool
) -> None:
    device = Device(heard_at=MONDAY_NOON, heard_seq=7, heard_digest=MINE)
    ended = MONDAY_NOON - timedelta(minutes=minutes_before)
    assert is_backdated(device, seq=seq, digest=digest, ended=ended) == backdated


def test_of_a_device_that_was_never_heard_nothing_is_known() -> None:
    ended = MONDAY_NOON - timedelta(days=1)
    assert not is_backdated(Device(), seq=1, digest=MINE, ended=ended)


@pytest.mark.parametrize(
    ("enrolled", "heard", "start", "barred"),
    [
        (-90, None, 5, False),
        (-90, 3, 2, False),
        (-90, 3, 3, True),
        (-90, 3, 9, True),
        (-90, 3, 10, False),
        (-90, -30, 5, False),
        (2, None, 2, True),
        (2, 4, 3, True),
    ],
)
def test_time_after_the_first_contact_in_a_suspension_is_barred(
    enrolled: int, heard: int | None, start: int, barred: bool
) -> None:
    """A device that is enrolled in it is in contact from then on; what arrives later is barred too."""

    def day(number: int) -> datetime:
        return MONDAY_NOON + timedelta(days=number)

    person = Person(suspended_from=day(0), suspended_until=day(10))
    device = Device(person=person, enrolled_at=day(enrolled), barred_at=None if heard is None else day(heard))
    assert is_barred(device, day(start)) == barred


def test_who_was_never_suspended_is_never_barred() -> None:
    device = Device(person=Person(), enrolled_at=MONDAY_NOON, barred_at=None)
    assert not is_barred(device, MONDAY_NOON)
