"""When cases of conduct are due, as pure functions (rules: off-platform payment 7 and 8)."""

from datetime import datetime

from handsel.kernel.calendar import Calendar

DECISION_DAYS = 5
APPEAL_DAYS = 5


def decision_due(begun: datetime, calendar: Calendar) -> datetime:
    """Until when an operator is to decide a case; after that it is late."""
    return calendar.business_days_after(begun, DECISION_DAYS)


def appeal_due(decided: datetime, calendar: Calendar) -> datetime:
    """Until when the person may appeal."""
    return calendar.business_days_after(decided, APPEAL_DAYS)


def appeal_answer_due(appealed: datetime, calendar: Calendar) -> datetime:
    """Until when another operator decides an appeal; after that the decision stands."""
    return calendar.business_days_after(appealed, APPEAL_DAYS)
