"""Funding milestones from the client's wallet: all or none, and what was shown."""

import pytest

from handsel.kernel.refusals import NotFound, Stale
from handsel.money.escrow.refusals import FundingWaits, NothingToFund
from handsel.money.ledger.refusals import Overdrawn
from handsel.money.rails import deposits
from handsel.money.rails.sandbox.scenarios import Outcome, SandboxScenario, SettlementSpeed
from handsel.policy.publishing import publish
from handsel.policy.rules import FeePayer, Rules
from handsel.record.actions import Actor
from handsel.work.jobs.refusals import InvalidState
from handsel.work.milestones.funding import charge_of, fund
from tests import factories
from tests.balances import escrow, owed, wallet
from tests.factories import usd
from tests.time_travel import let_pass

pytestmark = pytest.mark.usefixtures("frozen_clock")


def rows(job):
    return list(job.milestones.select_related("holding", "job"))


def fund_rows(person, job, *which, expected):
    return fund(Actor(person.pk), job, milestones=[row.pk for row in which], expected=expected)


def test_several_are_funded_at_once(ada, ben):
    job = factories.bound(ada, ben, 1000, 500, 250)
    factories.rich(ada, 1500)
    facts = fund_rows(ada, job, *rows(job)[:2], expected=usd(1500))
    assert [row.stage for row in rows(job)] == ["funded", "funded", "planned"]
    assert (wallet(ada), escrow()) == (usd(0), usd(1500))
    assert (facts["amount"], facts["fee"]) == (150_000, 0)


def test_all_are_funded_or_none(ada, ben):
    job = factories.bound(ada, ben, 1000, 500)
    factories.rich(ada, 1499)
    with pytest.raises(Overdrawn):
        fund_rows(ada, job, *rows(job), expected=usd(1500))
    assert [row.stage for row in rows(job)] == ["planned", "planned"]
    assert (wallet(ada), escrow()) == (usd(1499), usd(0))


def test_what_was_shown_is_what_is_taken(ada, ben):
    job = factories.bound(ada, ben, 1000)
    factories.rich(ada)
    with pytest.raises(Stale):
        fund_rows(ada, job, *rows(job), expected=usd(999))
    assert escrow() == usd(0)


def test_what_is_funded_is_not_funded_again(ada, ben):
    job = factories.funded(ada, ben, 1000, 500)
    with pytest.raises(NothingToFund):
        fund_rows(ada, job, *rows(job), expected=usd(0))


def test_only_the_client_funds(ada, ben, eve, olga):
    job = factories.bound(ada, ben, 1000)
    for person in (ben, eve, olga):
        factories.rich(person)
        with pytest.raises(NotFound):
            fund_rows(person, job, *rows(job), expected=usd(1000))


def test_only_milestones_of_this_job_are_funded(ada, ben):
    job, other = factories.bound(ada, ben, 1000), factories.bound(ada, ben, 1000)
    factories.rich(ada)
    for which in ([], [*rows(job), *rows(other)]):
        with pytest.raises(NotFound):
            fund_rows(ada, job, *which, expected=usd(2000))
    assert escrow() == usd(0)


def test_nothing_is_funded_before_terms_bind(ada, ben):
    job = factories.awarded(ada, ben, 1000)
    with pytest.raises(InvalidState):
        fund(Actor(ada.pk), job, milestones=[1], expected=usd(1000))


def test_funding_waits_while_the_client_owes(frozen_clock, ada, ben):
    job = factories.bound(ada, ben, 1000, 500)
    options = SandboxScenario(SettlementSpeed.MINUTE, Outcome.RETURNS).options
    deposits.request_deposit(Actor(ada.pk), ada, usd(1500), options=options)
    let_pass(frozen_clock, minutes=1)
    factories.fund_all(ada, job)
    let_pass(frozen_clock, minutes=1)
    assert owed(ada) == usd(1500)
    factories.both_agree(ada, ben, job, factories.changed_parts(job, 1200, 500))
    with pytest.raises(FundingWaits):
        fund_rows(ada, job, rows(job)[0], expected=usd(200))
    assert rows(job)[0].stage == "part funded"


def test_what_was_raised_is_funded_by_its_difference(ada, ben):
    job = factories.funded(ada, ben, 1000)
    factories.both_agree(ada, ben, job, factories.changed_parts(job, 1500))
    assert charge_of(job, rows(job)).whole == usd(500)
    fund_rows(ada, job, *rows(job), expected=usd(500))
    (row,) = rows(job)
    assert (row.stage, row.held) == ("funded", usd(1500))


def test_a_client_who_pays_the_fee_funds_it_on_top(ada, ben, olga):
    publish(Actor(olga.pk), "dear", Rules(fee_basis_points=333, fee_payer=FeePayer.CLIENT))
    job = factories.bound(ada, ben, 10, 20, policy="dear")
    factories.rich(ada, 100)
    charge = charge_of(job, rows(job))
    assert (charge.amount, charge.fee) == (usd(30), usd(1))
    fund_rows(ada, job, *rows(job), expected=usd(31))
    assert (wallet(ada), escrow()) == (usd(69), usd(31))
    assert [row.held for row in rows(job)] == [usd(10), usd(20)]
