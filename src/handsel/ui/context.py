"""Template context of every page."""

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone, translation

from handsel.kernel import clock
from handsel.ui.datetime_format import city_time, zone_text
from handsel.ui.navigation import NavItem, nav_items


@dataclass(frozen=True)
class HouseContext:
    """Site-wide facts for templates."""

    name: str
    test_money: bool
    shows_mail: bool
    zone: str
    reader_zone: str
    zone_name: str
    language: str
    places: tuple[NavItem, ...] = ()


def house_at(path: str = "", *, signed_in: bool = False, operates: bool = False) -> HouseContext:
    """The site context for a path; runs no query."""
    return HouseContext(
        name=settings.HOUSE_NAME,
        test_money=settings.MONEY == "test",
        shows_mail=settings.MAILBOX_SHOWN,
        zone=zone_text(ZoneInfo(settings.HOUSE_TIME_ZONE)),
        zone_name=city_time(ZoneInfo(settings.HOUSE_TIME_ZONE)),
        reader_zone=zone_text(timezone.get_current_timezone()),
        language=translation.get_language() or settings.LANGUAGE_CODE,
        places=tuple(nav_items(path, signed_in=signed_in, operates=operates)),
    )


def house(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the site, and whether who reads the page is suspended, or was removed."""
    user = getattr(request, "user", None)
    signed_in = bool(user and user.is_authenticated)
    operates = bool(user and signed_in and user.operates(clock.now()))
    suspended_until = user.suspension(clock.now()) if user and signed_in else None
    removed_at = user.removed_at if user and signed_in else None
    return {
        "house": house_at(request.path, signed_in=signed_in, operates=operates),
        "operates": operates,
        "suspended_until": suspended_until,
        "removed_at": removed_at,
        "begins_nothing": bool(suspended_until or removed_at),
    }
