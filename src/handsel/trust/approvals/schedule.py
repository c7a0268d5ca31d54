"""When an act that takes two operators is done, as pure functions (rules: operators 3)."""

from datetime import datetime, timedelta

from handsel.kernel.calendar import Calendar

ALONE = timedelta(hours=72)
"""How long an act waits where there is no second operator."""
CONFIRM_DAYS = 5


def done_alone_at(proposed: datetime, *, not_before: datetime) -> datetime:
    """When it is done where one operator has to do without a second."""
    return max(proposed + ALONE, not_before)


def done_confirmed_at(confirmed: datetime, *, not_before: datetime) -> datetime:
    """When it is done once a second operator has confirmed it: at once, but for its notice."""
    return max(confirmed, not_before)


def confirm_due(proposed: datetime, calendar: Calendar) -> datetime:
    """Until when a second operator is to confirm or withdraw it; after that it is late."""
    return calendar.business_days_after(proposed, CONFIRM_DAYS)
