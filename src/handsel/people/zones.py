"""The time zones that people choose from, by region."""

from functools import cache
from itertools import groupby
from zoneinfo import available_timezones

REGIONS = frozenset(
    {
        "Africa",
        "America",
        "Antarctica",
        "Arctic",
        "Asia",
        "Atlantic",
        "Australia",
        "Europe",
        "Indian",
        "Pacific",
    }
)

Group = tuple[str, list[tuple[str, str]]]


@cache
def zone_choices() -> list[tuple[str, str] | Group]:
    """Every zone that is named after a place, grouped by region, and UTC."""
    places = sorted(zone for zone in available_timezones() if zone.split("/")[0] in REGIONS and "/" in zone)
    groups: list[tuple[str, str] | Group] = [("UTC", "UTC")]
    for region, zones in groupby(places, key=lambda zone: zone.split("/")[0]):
        groups.append((region, [(zone, _place(zone)) for zone in zones]))
    return groups


def _place(zone: str) -> str:
    return zone.split("/", maxsplit=1)[1].replace("_", " ").replace("/", ", ")
