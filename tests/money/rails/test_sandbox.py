"""The sandbox rail: how long test money takes and where it goes."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from handsel.kernel.calendar import Calendar
from handsel.money.rails.sandbox import REASONS, arrives, next_state
from handsel.money.rails.states import NEXT_STATES, Outcome, SettlementSpeed, TransferState

NEW_YORK = Calendar(ZoneInfo("America/New_York"))
FRIDAY = datetime(2026, 3, 6, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    ("speed", "at"),
    [
        (SettlementSpeed.AT_ONCE, FRIDAY),
        (SettlementSpeed.MINUTE, datetime(2026, 3, 6, 17, 1, tzinfo=UTC)),
        (SettlementSpeed.BANK_DAYS, datetime(2026, 3, 11, 4, tzinfo=UTC)),
    ],
)
def test_money_arrives_at_its_pace(speed, at):
    assert arrives(FRIDAY, speed, NEW_YORK) == at


@pytest.mark.parametrize(
    ("outcome", "states"),
    [
        (Outcome.SETTLES, ["settled", None]),
        (Outcome.STAYS, [None]),
        (Outcome.FAILS, ["failed", None]),
        (Outcome.RETURNS, ["settled", "returned", None]),
    ],
)
def test_money_goes_where_the_test_was_to_end(outcome, states):
    state, seen = TransferState.PENDING, []
    while state is not None:
        following = next_state(state, outcome)
        assert following is None or following in NEXT_STATES[state]
        seen.append(following)
        state = following
    assert seen == states


def test_every_bad_end_has_its_reason():
    assert set(REASONS) == {TransferState.FAILED, TransferState.RETURNED}
