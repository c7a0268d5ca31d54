"""The house's calendar."""

from zoneinfo import ZoneInfo

from django.conf import settings

from handsel.kernel.calendar import Calendar


def house_calendar() -> Calendar:
    """Days and weeks in the house's time zone, without days off."""
    return Calendar(ZoneInfo(settings.HOUSE_TIME_ZONE))
