"""What is on its way, and is looked at by no task, is named."""

import pytest

from handsel.money.rails import deposits
from handsel.money.rails.audit import checks
from handsel.money.rails.sandbox.scenarios import SandboxScenario, SettlementSpeed
from handsel.money.rails.states import Method, TransferState
from handsel.record.actions import Actor
from handsel.tasks.models import cancel
from tests.auditing import faults
from tests.factories import usd

pytestmark = pytest.mark.usefixtures("frozen_clock")


def test_a_deposit_that_nothing_looks_at_is_named(ada):
    options = SandboxScenario(speed=SettlementSpeed.MINUTE).options
    deposit = deposits.request_deposit(Actor(ada.pk), ada, usd(100), method=Method.BANK, options=options)
    assert deposit.state == TransferState.PENDING
    assert faults() == []
    cancel(deposits.STEP, deposit.pk)
    named = f"deposit.step {deposit.pk} is to be done, but nothing is scheduled"
    assert [fault for check in checks() for fault in check.faults] == [named]
