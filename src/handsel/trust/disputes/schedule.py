"""When the steps of a dispute end by themselves, as pure functions (rules: disputes 2).

Each calendar is the house's with the days off of the job's policy.
"""

from datetime import datetime, timedelta

from handsel.kernel.calendar import Calendar

APPEAL_DAYS = 5
APPEAL_DECISION_DAYS = 5
_SECOND = timedelta(seconds=1)


def answer_by(opened: datetime, days: int, calendar: Calendar) -> datetime:
    """Until when the other side may answer; after that an operator decides."""
    return calendar.business_days_after(opened, days)


def negotiation_ends(answered: datetime, days: int, calendar: Calendar) -> datetime:
    """Until when both negotiate; after that an operator decides."""
    return calendar.deadline(answered, days)


def decide_by(handed: datetime, days: int, calendar: Calendar) -> datetime:
    """Until when an operator is to decide; after that the decision is late."""
    return calendar.business_days_after(handed, days)


def default_at(decided_by: datetime, days: int, calendar: Calendar) -> datetime:
    """When the money is split by default, counted from the last day on which an operator was to decide."""
    return calendar.deadline(decided_by - _SECOND, days)


def appeal_by(decided: datetime, calendar: Calendar) -> datetime:
    """Until when a side may appeal; after that the decision is final."""
    return calendar.business_days_after(decided, APPEAL_DAYS)


def appeal_ends(appealed: datetime, calendar: Calendar) -> datetime:
    """Until when an appeal is decided; after that the decision stands."""
    return calendar.business_days_after(appealed, APPEAL_DECISION_DAYS)
