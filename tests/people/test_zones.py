"""The zones that people choose from."""

from zoneinfo import ZoneInfo

from handsel.people.zones import zone_choices


def test_zones_are_grouped_by_region_and_every_one_exists() -> None:
    groups = dict(choice for choice in zone_choices() if isinstance(choice[1], list))
    assert ("Europe/Oslo", "Oslo") in groups["Europe"]
    assert ("America/Argentina/Buenos_Aires", "Argentina, Buenos Aires") in groups["America"]
    assert all(ZoneInfo(zone) for zones in groups.values() for zone, _ in zones)


def test_utc_comes_first() -> None:
    assert zone_choices()[0] == ("UTC", "UTC")
