"""The calendar of this house."""

from zoneinfo import ZoneInfo

from django.conf import settings

from handsel.kernel.calendar import Calendar


def house_calendar() -> Calendar:
    """Days and weeks in the time zone of the house; weekends are its days off."""
    return Calendar(ZoneInfo(settings.HOUSE_TIME_ZONE))
