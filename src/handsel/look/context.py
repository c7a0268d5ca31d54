"""What every page knows of the house that it belongs to."""

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone, translation

from handsel.look.moments import zone_text
from handsel.look.places import Place, places


@dataclass(frozen=True)
class House:
    """The house as its pages speak of it."""

    name: str
    test_money: bool
    shows_mail: bool
    zone: str
    reader_zone: str
    language: str
    places: tuple[Place, ...] = ()


def house_at(path: str = "", *, signed_in: bool = False) -> House:
    """The house, seen from a page; asks no database."""
    return House(
        name=settings.HOUSE_NAME,
        test_money=settings.MONEY == "test",
        shows_mail=settings.MAILBOX_SHOWN,
        zone=zone_text(ZoneInfo(settings.HOUSE_TIME_ZONE)),
        reader_zone=zone_text(timezone.get_current_timezone()),
        language=translation.get_language() or settings.LANGUAGE_CODE,
        places=tuple(places(path, signed_in=signed_in)),
    )


def house(request: HttpRequest) -> dict[str, Any]:
    """The context variable `house`."""
    user = getattr(request, "user", None)
    return {"house": house_at(request.path, signed_in=bool(user and user.is_authenticated))}
