"""Named calendars of public holidays, whose dates are written into a policy when it is published."""

from datetime import date

YEARS = 5
CALENDARS = {"TARGET": "XECB"}
"""What policies call a calendar, and what the package `holidays` calls it. TARGET: banks of the euro area."""


def days_off(calendar: str, year: int) -> tuple[date, ...]:
    """The holidays of a calendar in a year and the four after it; `ValueError` if it is unknown."""
    if calendar not in CALENDARS:
        raise ValueError(f"no calendar of holidays: {calendar}")
    # Slow to import, and needed only when a policy is published.
    from holidays import financial_holidays

    return tuple(sorted(financial_holidays(CALENDARS[calendar], years=range(year, year + YEARS))))
