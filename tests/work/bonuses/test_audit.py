"""The audit names a bonus that is not as its entry says."""

import pytest

from handsel.money.invoices.models import Invoice
from handsel.record.actions import Actor
from handsel.work.bonuses.audit import checks
from handsel.work.bonuses.paying import pay_bonus
from tests import factories
from tests.factories import usd


@pytest.mark.usefixtures("frozen_clock")
def test_an_altered_invoice_of_a_bonus_is_named(ada, ben):
    factories.rich(ada)
    pay_bonus(Actor(ada.pk), factories.bound(ada, ben), amount=usd(5), reason="Thanks.")
    assert [check.faults for check in checks()] == [[]]
    Invoice.objects.update(amount=501)
    (check,) = checks()
    assert "its invoice do not agree" in check.faults[0]
