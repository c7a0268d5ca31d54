"""Money going out: gone from its source at once, and back if the bank refuses it."""

from datetime import timedelta

import pytest

from handsel.kernel import clock
from handsel.kernel.money import Money
from handsel.money.ledger.accounts import account_of, balance_of
from handsel.money.ledger.history import page, statement_of_month
from handsel.money.ledger.models import AccountKind
from handsel.money.ledger.refusals import Overdrawn
from handsel.money.rails import deposits, payouts
from handsel.money.rails.models import Payout
from handsel.money.rails.refusals import NothingToMove, PayoutWaits
from handsel.money.rails.sandbox.scenarios import Outcome, SandboxScenario, SettlementSpeed
from handsel.money.rails.states import TransferState
from handsel.people.calendars import house_calendar
from handsel.record.actions import Actor
from handsel.work.milestones.funding import charge_of, fund
from tests import factories
from tests.balances import earnings, in_transit, owed, wallet
from tests.factories import usd
from tests.time_travel import let_pass

RETURNS = SandboxScenario(outcome=Outcome.RETURNS).options

pytestmark = pytest.mark.usefixtures("frozen_clock")


def ask(
    person,
    dollars,
    *,
    by=None,
    source=AccountKind.WALLET,
    speed=SettlementSpeed.MINUTE,
    outcome=Outcome.SETTLES,
):
    by = by or Actor(person.pk)
    options = SandboxScenario(speed, outcome).options
    return payouts.request_payout(by, person, usd(dollars), source=source, options=options)


def state(payout):
    return Payout.objects.get(pk=payout.pk).state


def test_it_leaves_the_wallet_at_once_and_arrives_in_its_time(frozen_clock, ada):
    factories.rich(ada, 100)
    payout = ask(ada, 60)
    assert (wallet(ada), in_transit(ada), state(payout)) == (usd(40), usd(60), "pending")
    let_pass(frozen_clock, minutes=1)
    assert (wallet(ada), in_transit(ada), state(payout)) == (usd(40), usd(0), "settled")


def test_earnings_are_paid_out(frozen_clock, ada, ben):
    factories.released(ada, factories.delivered(ada, ben, 1000))
    ask(ben, 1000, source=AccountKind.EARNINGS, speed=SettlementSpeed.BANK_DAYS)
    assert (earnings(ben), in_transit(ben)) == (usd(0), usd(1000))
    let_pass(frozen_clock, days=3)
    assert in_transit(ben) == usd(0)


def test_one_that_is_sent_back_returns_to_where_it_came_from(frozen_clock, ada):
    factories.rich(ada, 100)
    payout = ask(ada, 60, outcome=Outcome.FAILS)
    let_pass(frozen_clock, minutes=1)
    assert (wallet(ada), in_transit(ada), state(payout)) == (usd(100), usd(0), "failed")
    assert Payout.objects.get().reason


def test_one_that_is_returned_after_it_arrived_is_there_again(frozen_clock, ada):
    factories.rich(ada, 100)
    payout = ask(ada, 60, outcome=Outcome.RETURNS)
    let_pass(frozen_clock, minutes=1)
    assert (wallet(ada), in_transit(ada), state(payout)) == (usd(40), usd(0), "settled")
    let_pass(frozen_clock, minutes=1)
    assert (wallet(ada), in_transit(ada), state(payout)) == (usd(100), usd(0), "returned")
    assert Payout.objects.get().reason


def test_one_that_stays_stays_on_its_way(frozen_clock, ada):
    factories.rich(ada, 100)
    ask(ada, 60, outcome=Outcome.STAYS)
    let_pass(frozen_clock, days=30)
    assert in_transit(ada) == usd(60)


@pytest.mark.parametrize(("dollars", "refusal"), [(0, NothingToMove), (-1, NothingToMove), (101, Overdrawn)])
def test_no_more_than_is_there(ada, dollars, refusal):
    factories.rich(ada, 100)
    with pytest.raises(refusal):
        ask(ada, dollars)
    assert (wallet(ada), Payout.objects.count()) == (usd(100), 0)


def test_money_in_escrow_cannot_be_taken_out(ada, ben):
    job = factories.bound(ada, ben, 1000)
    factories.rich(ada, 1000)
    factories.fund_all(ada, job)
    with pytest.raises(Overdrawn):
        ask(ada, 1)


def test_who_owes_the_house_takes_nothing_from_the_wallet_but_keeps_what_was_earned(frozen_clock, ada, ben):
    factories.released(ada, factories.delivered(ada, ben, 1000))
    deposits.request_deposit(Actor(ben.pk), ben, usd(100), options=RETURNS)
    ask(ben, 100)
    let_pass(frozen_clock, minutes=2)
    assert owed(ben) == usd(100)
    with pytest.raises(PayoutWaits):
        ask(ben, 1)
    ask(ben, 1000, source=AccountKind.EARNINGS)
    assert earnings(ben) == usd(0)


def test_asked_twice_it_goes_out_once_and_a_step_taken_twice_is_taken_once(frozen_clock, ada):
    factories.rich(ada, 100)
    by = Actor(ada.pk)
    payout = ask(ada, 60, by=by)
    assert ask(ada, 60, by=by) == payout
    frozen_clock.passes(minutes=1)
    for _ in range(2):
        payouts.step(payout.pk, clock.now())
    assert (wallet(ada), in_transit(ada)) == (usd(40), usd(0))


@pytest.mark.parametrize("currency", ["EUR", "JPY"])
@pytest.mark.parametrize("late", [timedelta(0), timedelta(seconds=3), timedelta(minutes=1)])
def test_no_line_says_less_than_nothing_though_an_older_request_is_served_later(ada, ben, currency, late):
    """The deposit is asked for, or settled by a worker, after the form came that is waiting for it."""
    came = clock.now()
    job = factories.bound(ada, ben, 600, 600, currency=currency)
    deposit = deposits.request_deposit(Actor(ada.pk, at=came + late), ada, Money(120_000, currency))
    assert deposit.state == TransferState.SETTLED
    rows = list(job.milestones.all())
    fund(Actor(ada.pk, at=came), job, milestones=[rows[0].pk], expected=charge_of(job, rows[:1]).whole)
    payouts.request_payout(Actor(ada.pk, at=came), ada, Money(900, currency), source=AccountKind.WALLET)
    purse = account_of(ada.party, AccountKind.WALLET, currency)
    lines = page(purse).lines
    assert [line.kind for line in lines] == ["payout", "fund", "deposit"]
    assert min(line.balance.minor for line in lines) >= 0
    assert lines[0].balance == balance_of(purse)
    months = {line.at.date().replace(day=1) for line in lines}
    statements = [statement_of_month(purse, month, house_calendar()) for month in months]
    assert all(line.balance.minor >= 0 for month in statements for line in month.lines)
