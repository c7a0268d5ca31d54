"""Money coming in: settled at its speed, failed, or taken back as far as the wallet goes."""

from datetime import timedelta

import pytest

from handsel.config.task_handlers import TASK_HANDLERS
from handsel.kernel import clock
from handsel.kernel.refusals import KeyReused
from handsel.money.ledger.models import AccountKind, Transfer
from handsel.money.rails import deposits, payouts
from handsel.money.rails.deposits import STEP
from handsel.money.rails.models import Deposit
from handsel.money.rails.refusals import NothingToMove
from handsel.money.rails.sandbox.scenarios import Outcome, SandboxScenario, SettlementSpeed
from handsel.money.rails.states import Method, TransferState
from handsel.record.actions import Actor
from handsel.record.models import Chain
from handsel.tasks.worker import work
from tests.balances import owed, wallet
from tests.factories import usd
from tests.time_travel import due_at, let_pass

pytestmark = pytest.mark.usefixtures("frozen_clock")


def ask(person, dollars=100, *, by=None, method=Method.CARD, **scenario):
    options = SandboxScenario(**scenario).options
    return deposits.request_deposit(
        by or Actor(person.pk), person, usd(dollars), method=method, options=options
    )


def spend(person, dollars):
    payouts.request_payout(Actor(person.pk), person, usd(dollars), source=AccountKind.WALLET)


def state(deposit):
    return Deposit.objects.get(pk=deposit.pk).state


def test_a_card_pays_at_once(ada):
    assert ask(ada).state == "settled"
    assert wallet(ada) == usd(100)


@pytest.mark.parametrize(
    ("speed", "lapse"), [(SettlementSpeed.MINUTE, {"minutes": 1}), (SettlementSpeed.BANK_DAYS, {"hours": 60})]
)
def test_until_it_settles_it_is_not_in_the_wallet(frozen_clock, ada, speed, lapse):
    deposit = ask(ada, method=Method.BANK, speed=speed)
    assert (deposit.state, wallet(ada)) == ("pending", usd(0))
    assert due_at(STEP, deposit.pk) == deposit.settles_at
    let_pass(frozen_clock, **lapse)
    assert (state(deposit), wallet(ada)) == ("settled", usd(100))


def test_one_that_fails_moves_nothing_and_says_why(frozen_clock, ada):
    deposit = ask(ada, speed=SettlementSpeed.MINUTE, outcome=Outcome.FAILS)
    let_pass(frozen_clock, minutes=5)
    assert (state(deposit), wallet(ada), Transfer.objects.count()) == ("failed", usd(0), 0)
    assert Deposit.objects.get().reason


def test_one_that_stays_stays(frozen_clock, ada):
    deposit = ask(ada, speed=SettlementSpeed.MINUTE, outcome=Outcome.STAYS)
    let_pass(frozen_clock, days=30)
    assert (state(deposit), wallet(ada)) == ("pending", usd(0))


@pytest.mark.parametrize("dollars", [0, -1])
def test_nothing_is_no_deposit(ada, dollars):
    with pytest.raises(NothingToMove):
        ask(ada, dollars)
    assert not Deposit.objects.exists()


def test_a_returned_one_is_taken_from_the_wallet(frozen_clock, ada):
    ask(ada, 50)
    deposit = ask(ada, outcome=Outcome.RETURNS)
    assert (state(deposit), wallet(ada)) == ("settled", usd(150))
    let_pass(frozen_clock, minutes=1)
    assert (state(deposit), wallet(ada), owed(ada)) == ("returned", usd(50), usd(0))


def test_what_the_wallet_lacks_is_owed_and_repaid_by_the_next_deposit_first(frozen_clock, ada):
    ask(ada, outcome=Outcome.RETURNS)
    spend(ada, 70)
    let_pass(frozen_clock, minutes=1)
    assert (wallet(ada), owed(ada)) == (usd(0), usd(70))
    ask(ada, 50)
    assert (wallet(ada), owed(ada)) == (usd(0), usd(20))
    ask(ada, 50)
    assert (wallet(ada), owed(ada)) == (usd(30), usd(0))


def test_with_an_empty_wallet_all_of_it_is_owed(frozen_clock, ada):
    ask(ada, outcome=Outcome.RETURNS)
    spend(ada, 100)
    let_pass(frozen_clock, minutes=1)
    assert (wallet(ada), owed(ada)) == (usd(0), usd(100))


@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("speed", [SettlementSpeed.AT_ONCE, SettlementSpeed.MINUTE])
def test_asked_twice_one_comes_in_and_nothing_happens_earlier(ada, speed, outcome):
    by = Actor(ada.pk)
    first = ask(ada, by=by, speed=speed, outcome=outcome)
    again = ask(ada, by=by, speed=speed, outcome=outcome)
    assert (first.pk, first.state) == (again.pk, again.state)
    assert (Deposit.objects.count(), wallet(ada)) == (1, usd(100) if first.state == "settled" else usd(0))


def test_the_same_key_with_another_amount_is_refused(ada):
    by = Actor(ada.pk)
    ask(ada, by=by)
    with pytest.raises(KeyReused):
        ask(ada, 101, by=by)
    assert wallet(ada) == usd(100)


def test_a_step_that_is_taken_twice_is_taken_once(frozen_clock, ada):
    deposit = ask(ada, speed=SettlementSpeed.MINUTE)
    frozen_clock.passes(minutes=1)
    for _ in range(2):
        deposits.step(deposit.pk, clock.now())
    work(TASK_HANDLERS)
    assert wallet(ada) == usd(100)


def test_each_step_is_on_the_chain_of_who_asked(frozen_clock, ada):
    ask(ada, speed=SettlementSpeed.MINUTE, outcome=Outcome.RETURNS)
    let_pass(frozen_clock, minutes=5)
    kinds = Chain.objects.get(subject=ada.pk).entries.order_by("number").values_list("kind", flat=True)
    assert list(kinds) == ["deposit.asked", "deposit.settled", "deposit.returned"]


def test_ones_own_deposits_are_ones_own(ada, ben):
    ask(ada)
    assert (Deposit.objects.of(ada).count(), Deposit.objects.of(ben).count()) == (1, 0)


def test_a_step_no_bank_takes_is_a_mistake():
    with pytest.raises(ValueError, match="cannot become"):
        Deposit(state=TransferState.FAILED).take(TransferState.SETTLED, "", clock.now())


def test_a_request_that_is_older_than_its_deposit_finds_it_settled(frozen_clock, ada):
    by = Actor(ada.pk)
    older = Actor(by.id, by.at - timedelta(seconds=1), by.key)
    assert ask(ada, by=by).state == "settled"
    assert ask(ada, by=older).state == "settled"
