"""What a device says of the segments that it has signed, and what follows for one that is other than that."""

from datetime import timedelta

import pytest

from handsel.devices.heartbeats import is_backdated
from handsel.devices.models import Device
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
