"""What every rail must do; the tests of a rail say how a transfer is brought to a state."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from handsel.kernel import clock
from handsel.kernel.json import Facts
from handsel.money.ledger.models import AccountKind
from handsel.money.rails import deposits, payouts
from handsel.money.rails.models import Deposit, ExternalTransfer, Payout
from handsel.money.rails.port import TransferReport, current_rail
from handsel.money.rails.reconciliation import reconcile
from handsel.money.rails.states import TransferState
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.record.models import Chain, Entry
from tests.balances import in_transit, owed, wallet
from tests.factories import usd

PENDING, SETTLED = TransferState.PENDING, TransferState.SETTLED
FAILED, RETURNED = TransferState.FAILED, TransferState.RETURNED
Clock = Callable[[datetime], Any]


class RailContract(ABC):
    """A rail in use: deposits and payouts, through every state, once, and on its statement."""

    rail: str

    @pytest.fixture(autouse=True)
    def _in_use(self, settings: Any, frozen_clock: Clock) -> None:
        settings.RAIL = self.rail

    @abstractmethod
    def options(self, *states: TransferState) -> Facts:
        """The options of a transfer that is to come to these states."""

    @abstractmethod
    def bring(self, transfer: ExternalTransfer, frozen_clock: Clock, *states: TransferState) -> None:
        """Let the rail bring a transfer to these states."""

    def deposit(self, person: Person, frozen_clock: Clock, *states: TransferState) -> Deposit:
        """A deposit of $100 that came to these states."""
        options = self.options(*states)
        deposit = deposits.request_deposit(Actor(person.pk), person, usd(100), options=options)
        self.bring(deposit, frozen_clock, *states)
        return Deposit.objects.get(pk=deposit.pk)

    def payout(self, person: Person, frozen_clock: Clock, *states: TransferState) -> Payout:
        """A payout of $60 that came to these states, from a wallet that held $100."""
        self.deposit(person, frozen_clock, SETTLED)
        options = self.options(*states)
        payout = payouts.request_payout(
            Actor(person.pk), person, usd(60), source=AccountKind.WALLET, options=options
        )
        self.bring(payout, frozen_clock, *states)
        return Payout.objects.get(pk=payout.pk)

    def test_its_name_is_the_one_in_the_settings(self) -> None:
        assert current_rail().name == self.rail

    def test_a_deposit_is_expected_and_not_there_yet(self, frozen_clock: Clock, ada: Person) -> None:
        deposit = self.deposit(ada, frozen_clock)
        assert (deposit.state, deposit.rail, wallet(ada)) == (PENDING, self.rail, usd(0))
        assert deposit.settles_at >= deposit.asked_at

    @pytest.mark.parametrize(
        ("states", "dollars"), [([SETTLED], 100), ([FAILED], 0), ([SETTLED, RETURNED], 0)]
    )
    def test_a_deposit_ends_as_the_rail_says(
        self, frozen_clock: Clock, ada: Person, states: list[TransferState], dollars: int
    ) -> None:
        deposit = self.deposit(ada, frozen_clock, *states)
        assert (deposit.state, wallet(ada), owed(ada)) == (states[-1], usd(dollars), usd(0))
        assert bool(deposit.reason) is (states[-1] != SETTLED)
        assert self.kinds() == ["deposit.asked", *(f"deposit.{state}" for state in states)]

    def test_a_payout_is_on_its_way_until_the_rail_says(self, frozen_clock: Clock, ada: Person) -> None:
        payout = self.payout(ada, frozen_clock)
        assert (payout.state, wallet(ada), in_transit(ada)) == (PENDING, usd(40), usd(60))

    @pytest.mark.parametrize(
        ("states", "dollars"), [([SETTLED], 40), ([FAILED], 100), ([SETTLED, RETURNED], 100)]
    )
    def test_a_payout_ends_as_the_rail_says(
        self, frozen_clock: Clock, ada: Person, states: list[TransferState], dollars: int
    ) -> None:
        payout = self.payout(ada, frozen_clock, *states)
        assert (payout.state, wallet(ada), in_transit(ada)) == (states[-1], usd(dollars), usd(0))
        assert bool(payout.reason) is (states[-1] != SETTLED)

    def test_a_report_that_comes_again_changes_nothing(self, frozen_clock: Clock, ada: Person) -> None:
        deposit = self.deposit(ada, frozen_clock, SETTLED)
        for _ in range(2):
            deposits.report(deposit.pk, TransferReport(SETTLED), clock.now())
            deposits.step(deposit.pk, clock.now())
        assert (wallet(ada), self.kinds()) == (usd(100), ["deposit.asked", "deposit.settled"])

    def test_its_statement_agrees_with_the_books(self, frozen_clock: Clock, ada: Person) -> None:
        for states in ([], [SETTLED], [FAILED], [SETTLED, RETURNED]):
            self.payout(ada, frozen_clock, *states)
            self.deposit(ada, frozen_clock, *states)
        assert list(reconcile(self.rail, clock.now())) == []

    def kinds(self) -> list[str]:
        """The kinds of what was recorded of deposits, in order."""
        entries = Entry.objects.filter(chain__kind=Chain.Kind.PERSON, kind__startswith="deposit.")
        return list(entries.order_by("number").values_list("kind", flat=True))
