"""Money into and out of a holding: always whole, never more than is there."""

from datetime import UTC, datetime

import pytest
from django.db import transaction

from handsel.kernel import identifiers
from handsel.money.escrow import audit, holdings
from handsel.money.escrow.fees import HoldingTotals
from handsel.money.escrow.models import Holding
from handsel.money.escrow.refusals import HoldingShort
from handsel.money.ledger.models import Transfer
from handsel.money.ledger.refusals import Overdrawn
from handsel.policy.rules import FeePayer, Rules
from handsel.record.actions import ActionContext, Actor
from tests import factories
from tests.balances import earnings, escrow, fees, wallet
from tests.factories import usd


def context():
    return ActionContext(
        identifiers.new(), "tried", Actor(identifiers.HOUSE, datetime(2026, 3, 2, tzinfo=UTC))
    )


@pytest.fixture
def opened(ada, ben):
    """Opens a holding between Ada, who has $100, and Ben, with these rules."""
    factories.rich(ada, 100)

    def made(**rules):
        ref = identifiers.new()
        return holdings.open_for(ada.party, ben.party, currency="USD", rules=Rules(**rules), ref=ref)

    return made


def kept(holding):
    return Holding.objects.get(pk=holding.pk).held


def test_it_is_opened_empty_and_in_the_name_of_the_client(ada, opened):
    holding = opened()
    assert (holding.left, holding.account.owner, holding.account.floor) == (usd(0), ada.party, 0)


@pytest.mark.parametrize(
    ("payer", "paid"), [(FeePayer.CLIENT, (usd(10), usd(0.5))), (FeePayer.FREELANCER, (usd(10), usd(0)))]
)
def test_funding_takes_the_fee_where_the_client_pays_it(ada, opened, payer, paid):
    holding = opened(fee_basis_points=500, fee_payer=payer)
    (done,) = holdings.fund(context(), [(holding, usd(10))])
    assert (done.part, done.fee) == paid
    assert usd(100) - wallet(ada) == escrow() == paid[0] + paid[1]
    assert kept(holding).funded == 1000


def test_funding_more_than_the_wallet_has_moves_nothing(ada, opened, transactional_db):
    first, second = opened(), opened()
    with pytest.raises(Overdrawn), transaction.atomic():
        holdings.fund(context(), [(first, usd(60)), (second, usd(60))])
    assert wallet(ada) == usd(100)


def test_released_and_refunded_in_one_act(ada, ben, opened):
    holding = opened(fee_basis_points=500)
    holdings.fund(context(), [(holding, usd(10))])
    released, refunded = holdings.settle(context(), holding, to_freelancer=usd(6), to_client=usd(4))
    assert (released.part, released.fee) == (usd(5.7), usd(0.3))
    assert (refunded.part, refunded.fee) == (usd(4), usd(0))
    assert (earnings(ben), fees(), wallet(ada), escrow()) == (usd(5.7), usd(0.3), usd(94), usd(0))


def test_in_single_steps(ada, ben, opened):
    holding = opened()
    holdings.fund(context(), [(holding, usd(10))])
    holdings.settle(context(), holding, to_freelancer=usd(6), to_client=usd(0))
    holdings.settle(context(), holding, to_freelancer=usd(0), to_client=usd(4))
    assert (kept(holding).released, kept(holding).refunded, kept(holding).left) == (600, 400, 0)


@pytest.mark.parametrize(("released", "refunded"), [(10.01, 0), (0, 10.01), (5, 5.01)])
def test_no_more_leaves_than_is_held(opened, released, refunded):
    holding = opened()
    holdings.fund(context(), [(holding, usd(10))])
    with pytest.raises(HoldingShort):
        holdings.settle(context(), holding, to_freelancer=usd(released), to_client=usd(refunded))
    assert escrow() == usd(10)


def test_nothing_released_and_nothing_refunded_is_no_transfer(opened):
    holding = opened()
    holdings.fund(context(), [(holding, usd(10))])
    before = Transfer.objects.count()
    holdings.settle(context(), holding, to_freelancer=usd(0), to_client=usd(0))
    assert Transfer.objects.count() == before


def test_a_fee_that_eats_the_whole_cent_is_still_paid(ben, opened):
    holding = opened(fee_basis_points=5000)
    holdings.fund(context(), [(holding, usd(0.01))])
    holdings.settle(context(), holding, to_freelancer=usd(0.01), to_client=usd(0))
    assert (earnings(ben), fees(), escrow()) == (usd(0), usd(0.01), usd(0))


def test_what_moves_to_another_holding_takes_its_fee_along(ben, ada, opened):
    rules = {"fee_basis_points": 500, "fee_payer": FeePayer.CLIENT}
    source, target = opened(**rules), opened(**rules)
    holdings.fund(context(), [(source, usd(10.05))])
    for amount in (3.35, 0.05):
        holdings.move(context(), source, target, usd(amount))
    assert (kept(source), kept(target)) == (HoldingTotals(665), HoldingTotals(340, start=665))
    assert escrow() == usd(10.55)
    holdings.settle(context(), target, to_freelancer=usd(3.4), to_client=usd(0))
    holdings.settle(context(), source, to_freelancer=usd(0), to_client=usd(6.65))
    assert (earnings(ben), fees(), wallet(ada), escrow()) == (usd(3.4), usd(0.17), usd(96.43), usd(0))
    assert checks_of_holdings() == []


def test_no_more_moves_than_is_held(opened):
    source, target = opened(), opened()
    holdings.fund(context(), [(source, usd(10))])
    with pytest.raises(HoldingShort):
        holdings.move(context(), source, target, usd(10.01))
    assert (kept(source).left, kept(target).left) == (1000, 0)


def checks_of_holdings():
    return [fault for check in audit.checks() for fault in check.faults]
