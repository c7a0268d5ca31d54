"""What funding takes from the wallet, and that it is what the client was shown."""

import pytest

from handsel.kernel.refusals import Stale
from handsel.money.escrow.charges import charge_for, refuse_other
from handsel.money.escrow.models import Holding
from handsel.policy.rules import FeePayer, Rules
from tests.factories import usd

ON_TOP = Rules(fee_basis_points=333, fee_payer=FeePayer.CLIENT)


@pytest.mark.parametrize(
    ("rules", "fee"), [(ON_TOP, usd(1)), (Rules(fee_basis_points=333), usd(0)), (Rules(), usd(0))]
)
def test_the_fee_is_on_top_where_the_client_pays_it(rules, fee):
    charge = charge_for([(None, usd(10)), (None, usd(20))], rules=rules, currency="USD")
    assert (charge.amount, charge.fee, charge.whole) == (usd(30), fee, usd(30) + fee)


def test_the_fee_of_more_is_the_difference_to_what_was_charged():
    holding = Holding(funded=10_000, currency="USD")
    charge = charge_for([(holding, usd(0.1))], rules=ON_TOP, currency="USD")
    assert charge.fee == usd(0)


def test_nothing_is_charged_for_nothing():
    assert charge_for([], rules=ON_TOP, currency="USD").whole == usd(0)


def test_another_amount_than_was_shown_is_refused():
    charge = charge_for([(None, usd(10))], rules=Rules(), currency="USD")
    refuse_other(charge, usd(10))
    with pytest.raises(Stale):
        refuse_other(charge, usd(10.01))
