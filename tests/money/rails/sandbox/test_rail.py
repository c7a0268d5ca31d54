"""The sandbox passes the contract of rails, at each speed, and refuses options that are no scenario."""

from typing import Any

import pytest

from handsel.money.rails import deposits
from handsel.money.rails.models import Deposit, ExternalTransfer
from handsel.money.rails.sandbox.models import SandboxTransfer
from handsel.money.rails.sandbox.scenarios import Outcome, SandboxScenario, SettlementSpeed
from handsel.money.rails.states import TransferState
from handsel.people.models import Person
from handsel.record.actions import Actor
from tests.factories import usd
from tests.money.rails.rail_contract import FAILED, RETURNED, SETTLED, Clock, RailContract
from tests.time_travel import let_pass

OUTCOMES = {
    (): Outcome.STAYS,
    (SETTLED,): Outcome.SETTLES,
    (FAILED,): Outcome.FAILS,
    (SETTLED, RETURNED): Outcome.RETURNS,
}


class TestRail(RailContract):
    """Test money that takes a minute."""

    rail = "sandbox"
    speed = SettlementSpeed.MINUTE

    def options(self, *states: TransferState) -> dict[str, Any]:
        return SandboxScenario(self.speed, OUTCOMES[states]).options

    def bring(self, transfer: ExternalTransfer, frozen_clock: Clock, *states: TransferState) -> None:
        let_pass(frozen_clock, days=10)


class TestRailOfABank(TestRail):
    """Test money that takes two business days."""

    speed = SettlementSpeed.BANK_DAYS


def test_options_that_are_no_scenario_are_refused_and_nothing_is_kept(ada: Person) -> None:
    with pytest.raises(ValueError, match="sometimes"):
        deposits.request_deposit(Actor(ada.pk), ada, usd(100), options={"outcome": "sometimes"})
    assert not Deposit.objects.exists()
    assert not SandboxTransfer.objects.exists()
