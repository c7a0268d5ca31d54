"""A week is funded whole, by its client, while it is not over."""

from datetime import date, timedelta

import pytest

from handsel.kernel import clock, identifiers
from handsel.kernel.refusals import NotFound, Stale
from handsel.money.escrow.refusals import NothingToFund
from handsel.money.ledger.refusals import Overdrawn
from handsel.record.actions import Actor
from handsel.record.models import Entry
from handsel.work.hours.funding import can_be_funded, fund_week, refuse_week_funding, week_charge
from handsel.work.hours.refusals import WeekOver
from handsel.work.jobs.models import Job
from handsel.work.jobs.refusals import InvalidState, JobClosed
from handsel.work.terms.ending import end_job
from tests import factories
from tests.balances import escrow, wallet
from tests.factories import usd
from tests.made_once import made_once
from tests.replaying import differences

pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture
@made_once
def week(frozen_clock, ada, ben):
    factories.rich(ada, 1_000)
    return factories.week_of(factories.hourly_bound(ada, ben))


def test_funding_moves_what_the_limit_costs_into_escrow(ada, week):
    facts = factories.week_funded(ada, week)
    again = factories.week_of(week.job)
    assert (again.stage, again.held, again.to_fund) == ("funded", usd(800), usd(0))
    assert (wallet(ada), escrow()) == (usd(200), usd(800))
    assert (facts["week"], facts["amount"], facts["fee"]) == ("2026-03-02", 80_000, 0)
    assert differences() == []


def test_a_form_sent_twice_funds_once(ada, week):
    key = identifiers.new()
    for _ in range(2):
        fund_week(Actor(ada.pk, key=key), week, expected=usd(800))
    assert escrow() == usd(800)
    assert Entry.objects.filter(kind="week.funded").count() == 1


def test_a_funded_week_has_nothing_to_fund(ada, week):
    factories.week_funded(ada, week)
    with pytest.raises(NothingToFund):
        fund_week(Actor(ada.pk), week, expected=usd(0))


def test_an_amount_that_was_not_shown_is_refused(ada, week):
    with pytest.raises(Stale):
        fund_week(Actor(ada.pk), week, expected=usd(799))
    with pytest.raises(Stale):
        refuse_week_funding(week, expected=usd(799), at=clock.now())
    refuse_week_funding(week, expected=usd(800), at=clock.now())


def test_a_wallet_with_too_little_funds_nothing(ada, ben):
    factories.rich(ada, 799)
    week = factories.week_of(factories.hourly_bound(ada, ben))
    assert not can_be_funded(week)
    with pytest.raises(Overdrawn):
        factories.week_funded(ada, week)
    assert (factories.week_of(week.job).stage, wallet(ada)) == ("planned", usd(799))


def test_only_the_client_funds(ben, eve, olga, week):
    for person in (ben, eve, olga):
        with pytest.raises(NotFound):
            factories.week_funded(person, week)


def test_a_week_that_is_over_is_not_funded(ada, week, frozen_clock):
    frozen_clock(week.ends_at - timedelta(seconds=1))
    refuse_week_funding(week, expected=usd(800), at=clock.now())
    frozen_clock(week.ends_at)
    with pytest.raises(WeekOver):
        factories.week_funded(ada, week)


def test_a_job_that_was_ended_takes_no_money(ada, ben, frozen_clock):
    week = factories.week_of(factories.hourly_bound(ada, ben, factories.hourly_terms(start=date(2026, 3, 9))))
    end_job(Actor(ada.pk), week.job, reason="No budget left.")
    with pytest.raises(JobClosed):
        fund_week(Actor(ada.pk), week, expected=usd(800))
    again = factories.week_of(Job.objects.get(pk=week.job_id))
    with pytest.raises(InvalidState):
        refuse_week_funding(again, expected=usd(800), at=clock.now())


def test_the_charge_is_what_the_limit_costs(week):
    assert (week_charge(week).amount, week_charge(week).fee) == (usd(800), usd(0))
