"""What is owed after a returned deposit, and repaying it from the wallet as far as it goes."""

import pytest

from handsel.money.ledger.models import AccountKind
from handsel.money.rails import deposits, payouts
from handsel.money.rails.debts import owed_by, repay
from handsel.money.rails.refusals import NothingToMove
from handsel.money.rails.sandbox.scenarios import Outcome, SandboxScenario, SettlementSpeed
from handsel.record.actions import Actor
from handsel.work.milestones.refunds import refund
from tests import factories
from tests.balances import wallet
from tests.factories import usd
from tests.made_once import made_once
from tests.time_travel import let_pass

pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture
@made_once
def job(frozen_clock, ada, ben):
    """Funded with $1,000 that the bank then took back."""
    job = factories.bound(ada, ben, 1000)
    deposits.request_deposit(
        Actor(ada.pk),
        ada,
        usd(1000),
        options=SandboxScenario(SettlementSpeed.MINUTE, Outcome.RETURNS).options,
    )
    let_pass(frozen_clock, minutes=1)
    factories.fund_all(ada, job)
    let_pass(frozen_clock, minutes=1)
    return job


def test_a_funded_holding_stands_and_the_rest_is_owed(ada, job):
    assert (owed_by(ada.party, "USD"), factories.first(job).held) == (usd(1000), usd(1000))
    assert owed_by(ada.party, "EUR").minor == 0


@pytest.mark.parametrize("returned", [400, 1000])
def test_it_is_repaid_from_the_wallet_as_far_as_that_goes(ada, ben, job, returned):
    refund(Actor(ben.pk), factories.first(job), amount=usd(returned))
    assert repay(Actor(ada.pk), ada, "USD")["amount"] == returned * 100
    assert (owed_by(ada.party, "USD"), wallet(ada)) == (usd(1000 - returned), usd(0))


def test_what_is_more_than_owed_stays_in_the_wallet(frozen_clock, ada, job):
    waiting = deposits.request_deposit(
        Actor(ada.pk), ada, usd(1500), options=SandboxScenario(SettlementSpeed.MINUTE).options
    )
    deposits.step(waiting.pk, frozen_clock.passes(minutes=1))
    assert (owed_by(ada.party, "USD"), wallet(ada)) == (usd(0), usd(500))


def test_there_is_nothing_to_repay_with_an_empty_wallet_or_without_a_debt(ada, ben, job):
    factories.rich(ben, 100)
    for person in (ada, ben):
        with pytest.raises(NothingToMove):
            repay(Actor(person.pk), person, "USD")


def test_asked_twice_it_is_repaid_once(ada, ben, job):
    by = Actor(ada.pk)
    refund(Actor(ben.pk), factories.first(job), amount=usd(400))
    assert repay(by, ada, "USD") == repay(by, ada, "USD")
    assert owed_by(ada.party, "USD") == usd(600)


def test_once_repaid_the_wallet_is_free_again(ada, ben, job):
    refund(Actor(ben.pk), factories.first(job), amount=usd(1000))
    repay(Actor(ada.pk), ada, "USD")
    factories.rich(ada, 10)
    payouts.request_payout(Actor(ada.pk), ada, usd(10), source=AccountKind.WALLET)
    assert wallet(ada) == usd(0)
