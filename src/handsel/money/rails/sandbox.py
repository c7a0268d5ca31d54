"""The sandbox rail: test money that takes a bank's time and ends as the person chose."""

from datetime import datetime, timedelta

from handsel.kernel.calendar import Calendar
from handsel.money.rails.states import Ending, Pace, State

RAIL = "sandbox"
BANK_DAYS = 2
MINUTE = timedelta(minutes=1)

REASONS = {
    State.FAILED: "Refused by the test bank: insufficient funds.",
    State.RETURNED: "Taken back by the test bank: account closed.",
}


def arrives(asked_at: datetime, pace: Pace, calendar: Calendar) -> datetime:
    """When money asked for at an instant reaches its first end."""
    if pace is Pace.BANK_DAYS:
        return calendar.business_days_after(asked_at, BANK_DAYS)
    return asked_at + (MINUTE if pace is Pace.MINUTE else timedelta())


def next_state(state: State, ending: Ending) -> State | None:
    """Where money in a state goes next, if this test is to end like that; nothing when it stays."""
    if state is State.PENDING:
        firsts = {Ending.STAYS: None, Ending.FAILS: State.FAILED}
        return firsts.get(ending, State.SETTLED)
    return State.RETURNED if state is State.SETTLED and ending is Ending.RETURNS else None
