"""Scenarios of the sandbox: how long test money takes and where it goes."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from handsel.kernel.calendar import Calendar
from handsel.money.rails.sandbox.scenarios import (
    MINUTE,
    Outcome,
    SandboxScenario,
    SettlementSpeed,
    arrival,
    course,
)
from handsel.money.rails.states import NEXT_STATES, TransferState

NEW_YORK = Calendar(ZoneInfo("America/New_York"))
FRIDAY = datetime(2026, 3, 6, 17, tzinfo=UTC)
WEDNESDAY = datetime(2026, 3, 11, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("speed", "at"),
    [
        (SettlementSpeed.AT_ONCE, FRIDAY),
        (SettlementSpeed.MINUTE, FRIDAY + MINUTE),
        (SettlementSpeed.BANK_DAYS, WEDNESDAY),
    ],
)
def test_money_arrives_at_its_pace(speed: SettlementSpeed, at: datetime) -> None:
    assert arrival(FRIDAY, speed, NEW_YORK) == at


@pytest.mark.parametrize(
    ("outcome", "states"),
    [
        (Outcome.SETTLES, ["settled"]),
        (Outcome.STAYS, []),
        (Outcome.FAILS, ["failed"]),
        (Outcome.RETURNS, ["settled", "returned"]),
    ],
)
@pytest.mark.parametrize("speed", SettlementSpeed)
def test_money_goes_where_the_test_was_to_end(
    speed: SettlementSpeed, outcome: Outcome, states: list[str]
) -> None:
    steps = course(FRIDAY, SandboxScenario(speed, outcome), NEW_YORK)
    instants = [at for at, _ in steps]
    assert [state for _, state in steps] == states
    assert instants == sorted(set(instants))
    state = TransferState.PENDING
    for _, following in steps:
        assert following in NEXT_STATES[state]
        state = following


def test_a_return_takes_as_long_again_and_a_minute_at_least() -> None:
    returns = {
        speed: course(FRIDAY, SandboxScenario(speed, Outcome.RETURNS), NEW_YORK)[1][0]
        for speed in SettlementSpeed
    }
    assert returns == {
        SettlementSpeed.AT_ONCE: FRIDAY + MINUTE,
        SettlementSpeed.MINUTE: FRIDAY + 2 * MINUTE,
        SettlementSpeed.BANK_DAYS: datetime(2026, 3, 14, 4, tzinfo=UTC),
    }


def test_options_and_scenario_are_the_same() -> None:
    scenario = SandboxScenario(SettlementSpeed.MINUTE, Outcome.FAILS)
    assert SandboxScenario.parse(scenario.options) == scenario
    assert SandboxScenario.parse({}) == SandboxScenario()
