"""Numbers without gaps; a gap is named with its issuer."""

import pytest

from handsel.kernel import clock
from handsel.money.invoices.audit import checks
from handsel.money.invoices.issuing import number_fees
from handsel.money.invoices.models import Invoice, InvoiceCounter
from tests.money.invoices.test_issuing import fee, invoiced


@pytest.fixture
def _some(ada, ben):
    for _ in range(3):
        invoiced(ada, ben)
        fee(ada)
    number_fees("", clock.now())


def faults():
    (check,) = checks()
    return check.faults


@pytest.mark.usefixtures("_some")
def test_numbers_without_gaps_have_no_faults():
    (check,) = checks()
    assert (check.counted, check.faults) == (6, [])


@pytest.mark.usefixtures("_some")
@pytest.mark.parametrize("number", [1, 2, 3])
@pytest.mark.parametrize("of_house", [True, False])
def test_a_lost_invoice_is_a_gap(ben, number, of_house):
    issuer = None if of_house else ben.party
    Invoice.objects.filter(issuer=issuer, number=number).delete()
    (fault,) = faults()
    assert ("house" if of_house else f"issuer {ben.party.pk}") in fault


@pytest.mark.usefixtures("_some")
def test_a_number_beyond_the_counter_and_a_lost_counter_are_named(ben):
    Invoice.objects.filter(issuer=ben.party, number=3).update(number=4)
    assert len(faults()) == 1
    InvoiceCounter.objects.all().delete()
    assert len(faults()) == 2


@pytest.mark.usefixtures("_some")
def test_a_fee_that_waits_for_its_number_is_no_fault(ada):
    fee(ada)
    assert faults() == []
