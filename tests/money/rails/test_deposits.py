"""Money coming in: settled at its pace, failed, or taken back as far as the wallet goes."""

import pytest

from handsel.config.duties import DUTIES
from handsel.due.worker import work
from handsel.kernel import clock
from handsel.kernel.refusals import KeyReused
from handsel.money.ledger.models import Kind, Transfer
from handsel.money.rails import deposits, payouts
from handsel.money.rails.deposits import STEP, Plan
from handsel.money.rails.models import Deposit
from handsel.money.rails.refusals import NothingToMove
from handsel.money.rails.states import Ending, Method, Pace, State
from handsel.record.deeds import By
from handsel.record.models import Chain
from tests.making import usd
from tests.passing import due_at, let_pass
from tests.purses import owed, wallet

pytestmark = pytest.mark.usefixtures("told")


def ask(person, dollars=100, *, by=None, **plan):
    return deposits.ask(by or By(person.pk), person, usd(dollars), Plan(**plan))


def spend(person, dollars):
    source, pace = Kind.WALLET, Pace.AT_ONCE
    payouts.ask(By(person.pk), person, usd(dollars), source=source, pace=pace, ending=Ending.SETTLES)


def state(deposit):
    return Deposit.objects.get(pk=deposit.pk).state


def test_a_card_pays_at_once(ada):
    assert ask(ada).state == "settled"
    assert wallet(ada) == usd(100)


@pytest.mark.parametrize(("pace", "lapse"), [(Pace.MINUTE, {"minutes": 1}), (Pace.BANK_DAYS, {"hours": 60})])
def test_until_it_settles_it_is_not_in_the_wallet(told, ada, pace, lapse):
    deposit = ask(ada, method=Method.BANK, pace=pace)
    assert (deposit.state, wallet(ada)) == ("pending", usd(0))
    assert due_at(STEP, deposit.pk) == deposit.settles_at
    let_pass(told, **lapse)
    assert (state(deposit), wallet(ada)) == ("settled", usd(100))


def test_one_that_fails_moves_nothing_and_says_why(told, ada):
    deposit = ask(ada, pace=Pace.MINUTE, ending=Ending.FAILS)
    let_pass(told, minutes=5)
    assert (state(deposit), wallet(ada), Transfer.objects.count()) == ("failed", usd(0), 0)
    assert Deposit.objects.get().reason


def test_one_that_stays_stays(told, ada):
    deposit = ask(ada, pace=Pace.MINUTE, ending=Ending.STAYS)
    let_pass(told, days=30)
    assert (state(deposit), wallet(ada)) == ("pending", usd(0))


@pytest.mark.parametrize("dollars", [0, -1])
def test_nothing_is_no_deposit(ada, dollars):
    with pytest.raises(NothingToMove):
        ask(ada, dollars)
    assert not Deposit.objects.exists()


def test_a_returned_one_is_taken_from_the_wallet(told, ada):
    ask(ada, 50)
    deposit = ask(ada, ending=Ending.RETURNS)
    assert (state(deposit), wallet(ada)) == ("settled", usd(150))
    let_pass(told, minutes=1)
    assert (state(deposit), wallet(ada), owed(ada)) == ("returned", usd(50), usd(0))


def test_what_the_wallet_lacks_is_owed_and_repaid_by_the_next_deposit_first(told, ada):
    ask(ada, ending=Ending.RETURNS)
    spend(ada, 70)
    let_pass(told, minutes=1)
    assert (wallet(ada), owed(ada)) == (usd(0), usd(70))
    ask(ada, 50)
    assert (wallet(ada), owed(ada)) == (usd(0), usd(20))
    ask(ada, 50)
    assert (wallet(ada), owed(ada)) == (usd(30), usd(0))


def test_with_an_empty_wallet_all_of_it_is_owed(told, ada):
    ask(ada, ending=Ending.RETURNS)
    spend(ada, 100)
    let_pass(told, minutes=1)
    assert (wallet(ada), owed(ada)) == (usd(0), usd(100))


@pytest.mark.parametrize("ending", Ending)
@pytest.mark.parametrize("pace", [Pace.AT_ONCE, Pace.MINUTE])
def test_asked_twice_one_comes_in_and_nothing_happens_earlier(ada, pace, ending):
    by = By(ada.pk)
    first = ask(ada, by=by, pace=pace, ending=ending)
    again = ask(ada, by=by, pace=pace, ending=ending)
    assert (first.pk, first.state) == (again.pk, again.state)
    assert (Deposit.objects.count(), wallet(ada)) == (1, usd(100) if first.state == "settled" else usd(0))


def test_the_same_key_with_another_amount_is_refused(ada):
    by = By(ada.pk)
    ask(ada, by=by)
    with pytest.raises(KeyReused):
        ask(ada, 101, by=by)
    assert wallet(ada) == usd(100)


def test_a_step_that_is_taken_twice_is_taken_once(told, ada):
    deposit = ask(ada, pace=Pace.MINUTE)
    told.passes(minutes=1)
    for _ in range(2):
        deposits.step(deposit.pk, clock.now())
    work(DUTIES)
    assert wallet(ada) == usd(100)


def test_each_step_is_on_the_chain_of_who_asked(told, ada):
    ask(ada, pace=Pace.MINUTE, ending=Ending.RETURNS)
    let_pass(told, minutes=5)
    kinds = Chain.objects.get(subject=ada.pk).entries.order_by("number").values_list("kind", flat=True)
    assert list(kinds) == ["deposit.asked", "deposit.settled", "deposit.returned"]


def test_ones_own_deposits_are_ones_own(ada, ben):
    ask(ada)
    assert (Deposit.objects.of(ada).count(), Deposit.objects.of(ben).count()) == (1, 0)


def test_a_step_no_bank_takes_is_a_mistake():
    with pytest.raises(ValueError, match="cannot become"):
        Deposit(state=State.FAILED).move(State.SETTLED)
