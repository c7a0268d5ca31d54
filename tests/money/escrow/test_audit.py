"""Every holding has in its account what it says; else it is named."""

import pytest

from handsel.money.escrow.audit import checks
from handsel.money.escrow.models import Holding
from handsel.policy.publishing import publish
from handsel.policy.rules import FeePayer, Rules
from handsel.record.actions import Actor
from handsel.work.milestones.release import release
from tests import factories

pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture(params=FeePayer)
def holding(request, ada, ben, olga):
    """A holding of which a part was released, by who pays the fee."""
    publish(Actor(olga.pk), "dear", Rules(fee_basis_points=333, fee_payer=request.param))
    job = factories.bound(ada, ben, 10.01, policy="dear")
    factories.rich(ada, 100)
    factories.fund_all(ada, job)
    release(Actor(ada.pk), factories.first(job), amount=factories.usd(3.33))
    return Holding.objects.get()


def test_a_sound_one_has_no_faults(holding):
    (check,) = checks()
    assert (check.counted, check.faults) == (1, [])


@pytest.mark.parametrize("figure", ["funded", "released", "refunded"])
def test_a_figure_that_was_changed_is_named(holding, figure):
    Holding.objects.update(**{figure: getattr(holding, figure) + 1})
    (check,) = checks()
    (fault,) = check.faults
    assert f"holding {holding.pk} " in fault
    assert holding.account.code in fault
