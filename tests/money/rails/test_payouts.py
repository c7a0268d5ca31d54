"""Money going out: gone from its source at once, and back if the bank refuses it."""

import pytest

from handsel.kernel import clock
from handsel.money.ledger.models import Kind
from handsel.money.ledger.refusals import Overdrawn
from handsel.money.rails import deposits, payouts
from handsel.money.rails.models import Payout
from handsel.money.rails.refusals import NothingToMove, PayoutWaits
from handsel.money.rails.states import Ending, Pace
from handsel.record.deeds import By
from tests import making
from tests.making import usd
from tests.passing import let_pass
from tests.purses import earnings, in_transit, owed, wallet

pytestmark = pytest.mark.usefixtures("told")


def ask(person, dollars, *, by=None, source=Kind.WALLET, pace=Pace.MINUTE, ending=Ending.SETTLES):
    by = by or By(person.pk)
    return payouts.ask(by, person, usd(dollars), source=source, pace=pace, ending=ending)


def state(payout):
    return Payout.objects.get(pk=payout.pk).state


def test_it_leaves_the_wallet_at_once_and_arrives_in_its_time(told, ada):
    making.rich(ada, 100)
    payout = ask(ada, 60)
    assert (wallet(ada), in_transit(ada), state(payout)) == (usd(40), usd(60), "pending")
    let_pass(told, minutes=1)
    assert (wallet(ada), in_transit(ada), state(payout)) == (usd(40), usd(0), "settled")


def test_earnings_are_paid_out(told, ada, ben):
    making.released(ada, making.delivered(ada, ben, 1000))
    ask(ben, 1000, source=Kind.EARNINGS, pace=Pace.BANK_DAYS)
    assert (earnings(ben), in_transit(ben)) == (usd(0), usd(1000))
    let_pass(told, days=3)
    assert in_transit(ben) == usd(0)


def test_one_that_is_sent_back_returns_to_where_it_came_from(told, ada):
    making.rich(ada, 100)
    payout = ask(ada, 60, ending=Ending.FAILS)
    let_pass(told, minutes=1)
    assert (wallet(ada), in_transit(ada), state(payout)) == (usd(100), usd(0), "failed")
    assert Payout.objects.get().reason


def test_one_that_stays_stays_on_its_way(told, ada):
    making.rich(ada, 100)
    ask(ada, 60, ending=Ending.STAYS)
    let_pass(told, days=30)
    assert in_transit(ada) == usd(60)


@pytest.mark.parametrize(("dollars", "refusal"), [(0, NothingToMove), (-1, NothingToMove), (101, Overdrawn)])
def test_no_more_than_is_there(ada, dollars, refusal):
    making.rich(ada, 100)
    with pytest.raises(refusal):
        ask(ada, dollars)
    assert (wallet(ada), Payout.objects.count()) == (usd(100), 0)


def test_money_in_escrow_cannot_be_taken_out(ada, ben):
    job = making.bound(ada, ben, 1000)
    making.rich(ada, 1000)
    making.fund_all(ada, job)
    with pytest.raises(Overdrawn):
        ask(ada, 1)


def test_who_owes_the_house_takes_nothing_from_the_wallet_but_keeps_what_was_earned(told, ada, ben):
    making.released(ada, making.delivered(ada, ben, 1000))
    deposits.ask(By(ben.pk), ben, usd(100), deposits.Plan(ending=Ending.RETURNS))
    ask(ben, 100)
    let_pass(told, minutes=2)
    assert owed(ben) == usd(100)
    with pytest.raises(PayoutWaits):
        ask(ben, 1)
    ask(ben, 1000, source=Kind.EARNINGS)
    assert earnings(ben) == usd(0)


def test_asked_twice_it_goes_out_once_and_a_step_taken_twice_is_taken_once(told, ada):
    making.rich(ada, 100)
    by = By(ada.pk)
    payout = ask(ada, 60, by=by)
    assert ask(ada, 60, by=by) == payout
    told.passes(minutes=1)
    for _ in range(2):
        payouts.step(payout.pk, clock.now())
    assert (wallet(ada), in_transit(ada)) == (usd(40), usd(0))
