"""The house's time zone: fixed once there is a week of hours (rules: hourly time 1)."""

from django.conf import settings

from handsel.config.wrong_setting import WrongSetting
from handsel.work.hours.models import HourlyPlan


def require_same_zone() -> None:
    """Raise `WrongSetting` if the weeks of hourly jobs run in another time zone than the setting names."""
    zone = HourlyPlan.objects.order_by("pk").values_list("zone", flat=True).first()
    if zone not in {None, settings.HOUSE_TIME_ZONE}:
        raise WrongSetting(
            f"HANDSEL_HOUSE_TIME_ZONE is {settings.HOUSE_TIME_ZONE}, but the weeks of hourly jobs run in "
            f"{zone}, and a house with such weeks keeps its time zone; nothing was begun. "
            f"Set it to {zone} again."
        )
