"""The audit names an exit whose fee is not what was paid or invoiced."""

import pytest

from handsel.money.invoices.models import Invoice
from handsel.policy.publishing import publish
from handsel.policy.rules import Rules
from handsel.record.actions import Actor
from handsel.work.exits.agreeing import agree_to_exit, propose_exit
from handsel.work.exits.audit import checks
from handsel.work.exits.models import Exit
from tests import factories


@pytest.mark.usefixtures("frozen_clock")
@pytest.mark.parametrize("is_invoice", [True, False])
def test_an_altered_fee_or_invoice_is_named(ada, ben, olga, is_invoice):
    publish(Actor(olga.pk), "priced", Rules(exit_fee=500))
    factories.rich(ada)
    job = factories.bound(ada, ben, policy="priced")
    propose_exit(Actor(ada.pk), job)
    agree_to_exit(Actor(ben.pk), Exit.objects.get())
    assert [check.faults for check in checks()] == [[]]
    if is_invoice:
        Invoice.objects.update(amount=501)
    else:
        Exit.objects.update(fee=499)
    (check,) = checks()
    assert "do not agree" in check.faults[0]
