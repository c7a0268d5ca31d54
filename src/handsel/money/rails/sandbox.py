"""The sandbox rail: test money with a bank's delays and a chosen outcome."""

from datetime import datetime, timedelta

from handsel.kernel.calendar import Calendar
from handsel.money.rails.states import Outcome, SettlementSpeed, TransferState

RAIL = "sandbox"
BANK_DAYS = 2
MINUTE = timedelta(minutes=1)

REASONS = {
    TransferState.FAILED: "Refused by the test bank: insufficient funds.",
    TransferState.RETURNED: "Taken back by the test bank: account closed.",
}


def arrives(asked_at: datetime, speed: SettlementSpeed, calendar: Calendar) -> datetime:
    """When money requested at an instant settles or fails."""
    if speed is SettlementSpeed.BANK_DAYS:
        return calendar.business_days_after(asked_at, BANK_DAYS)
    return asked_at + (MINUTE if speed is SettlementSpeed.MINUTE else timedelta())


def next_state(state: TransferState, outcome: Outcome) -> TransferState | None:
    """The next state for a chosen outcome; None if it stays."""
    if state is TransferState.PENDING:
        firsts = {Outcome.STAYS: None, Outcome.FAILS: TransferState.FAILED}
        return firsts.get(outcome, TransferState.SETTLED)
    return TransferState.RETURNED if state is TransferState.SETTLED and outcome is Outcome.RETURNS else None
