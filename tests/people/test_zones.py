"""The zones that people choose from."""

from zoneinfo import ZoneInfo

import pytest

from handsel.people.zones import former_names, places, zone_choices
from tests.conftest import FrozenClock


def test_zones_are_grouped_by_region_with_their_offset_and_every_one_exists(
    frozen_clock: FrozenClock,
) -> None:
    groups = dict(choice for choice in zone_choices() if isinstance(choice[1], list))
    assert ("Europe/Oslo", "Oslo (UTC+1)") in groups["Europe"]
    assert ("America/St_Johns", "St Johns (UTC−3:30)") in groups["America"]
    assert all(ZoneInfo(zone) for zones in groups.values() for zone, _ in zones)


def test_utc_comes_first() -> None:
    assert zone_choices()[0] == ("UTC", "UTC")


@pytest.mark.parametrize("old", ["Asia/Calcutta", "Europe/Kiev", "America/Godthab", "America/Buenos_Aires"])
def test_an_old_name_is_not_offered_but_known(old: str) -> None:
    assert old not in places()
    assert former_names()[old] in places()


@pytest.mark.parametrize("present", ["Asia/Calcutta", "Etc/GMT+5"])
def test_what_somebody_has_already_stays_one_of_the_choices(present: str) -> None:
    assert zone_choices(present)[1] == (present, present)
    assert zone_choices("Europe/Oslo") == zone_choices("UTC") == zone_choices()
