"""What is owed after a returned deposit, and repaying it from the wallet as far as it goes."""

import pytest

from handsel.money.ledger.models import Kind
from handsel.money.rails import deposits, payouts
from handsel.money.rails.debts import owed_by, repay
from handsel.money.rails.refusals import NothingToMove
from handsel.money.rails.states import Ending, Pace
from handsel.record.deeds import By
from handsel.work.milestones.refunds import refund
from tests import making
from tests.making import usd
from tests.passing import let_pass
from tests.purses import wallet

pytestmark = pytest.mark.usefixtures("told")


@pytest.fixture
def job(told, ada, ben):
    """Funded with $1,000 that the bank then took back."""
    job = making.bound(ada, ben, 1000)
    deposits.ask(By(ada.pk), ada, usd(1000), deposits.Plan(pace=Pace.MINUTE, ending=Ending.RETURNS))
    let_pass(told, minutes=1)
    making.fund_all(ada, job)
    let_pass(told, minutes=1)
    return job


def test_a_funded_holding_stands_and_the_rest_is_owed(ada, job):
    assert (owed_by(ada.party, "USD"), making.first(job).held) == (usd(1000), usd(1000))
    assert owed_by(ada.party, "EUR").minor == 0


@pytest.mark.parametrize("returned", [400, 1000])
def test_it_is_repaid_from_the_wallet_as_far_as_that_goes(ada, ben, job, returned):
    refund(By(ben.pk), making.first(job), amount=usd(returned))
    assert repay(By(ada.pk), ada, "USD")["amount"] == returned * 100
    assert (owed_by(ada.party, "USD"), wallet(ada)) == (usd(1000 - returned), usd(0))


def test_what_is_more_than_owed_stays_in_the_wallet(told, ada, job):
    waiting = deposits.ask(By(ada.pk), ada, usd(1500), deposits.Plan(pace=Pace.MINUTE))
    deposits.step(waiting.pk, told.passes(minutes=1))
    assert (owed_by(ada.party, "USD"), wallet(ada)) == (usd(0), usd(500))


def test_there_is_nothing_to_repay_with_an_empty_wallet_or_without_a_debt(ada, ben, job):
    making.rich(ben, 100)
    for person in (ada, ben):
        with pytest.raises(NothingToMove):
            repay(By(person.pk), person, "USD")


def test_asked_twice_it_is_repaid_once(ada, ben, job):
    by = By(ada.pk)
    refund(By(ben.pk), making.first(job), amount=usd(400))
    assert repay(by, ada, "USD") == repay(by, ada, "USD")
    assert owed_by(ada.party, "USD") == usd(600)


def test_once_repaid_the_wallet_is_free_again(ada, ben, job):
    refund(By(ben.pk), making.first(job), amount=usd(1000))
    repay(By(ada.pk), ada, "USD")
    making.rich(ada, 10)
    source, pace = Kind.WALLET, Pace.AT_ONCE
    payouts.ask(By(ada.pk), ada, usd(10), source=source, pace=pace, ending=Ending.SETTLES)
    assert wallet(ada) == usd(0)
