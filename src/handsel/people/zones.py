"""Time zone choices, by region, under their current names."""

from functools import cache
from importlib.resources import files
from itertools import groupby
from zoneinfo import ZoneInfo

from handsel.ui.datetime_format import utc_offset

Group = tuple[str, list[tuple[str, str]]]
_DATA = files("tzdata") / "zoneinfo"


def zone_choices(present: str = "") -> list[tuple[str, str] | Group]:
    """Every named zone with its present offset, grouped by region, with UTC and the present choice."""
    groups: list[tuple[str, str] | Group] = [("UTC", "UTC")]
    if present not in {"", "UTC", *places()}:
        groups.append((present, present))
    for region, zones in groupby(places(), key=lambda zone: zone.split("/")[0]):
        groups.append((region, [(zone, _place(zone)) for zone in zones]))
    return groups


@cache
def places() -> tuple[str, ...]:
    """The current zones of the time zone database (`zone.tab`)."""
    rows = (_DATA / "zone.tab").read_text(encoding="utf-8").splitlines()
    return tuple(sorted(row.split("\t")[2] for row in rows if not row.startswith("#")))


@cache
def former_names() -> dict[str, str]:
    """Current zone names by former name: browsers still send some of those."""
    rows = [row.split() for row in (_DATA / "tzdata.zi").read_text(encoding="utf-8").splitlines()]
    links = {row[2]: row[1] for row in rows if row[0] == "L"}
    today = set(places())
    return {name: zone for name, zone in links.items() if zone in today and name not in today}


def _place(zone: str) -> str:
    place = zone.split("/", maxsplit=1)[1].replace("_", " ").replace("/", ", ")
    return f"{place} ({utc_offset(_rules(zone))})"


@cache
def _rules(zone: str) -> ZoneInfo:
    """A zone, read from disk once: Python itself remembers only the last few."""
    return ZoneInfo(zone)
