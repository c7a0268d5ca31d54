"""What was paid by an entry, and what of it can be given back."""

import pytest

from handsel.kernel.identifiers import new
from handsel.money.invoices.crediting import payment_by
from handsel.money.invoices.models import Invoice
from handsel.policy.publishing import publish
from handsel.policy.rules import FeePayer, Rules
from handsel.record.actions import Actor
from tests import factories
from tests.factories import usd

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


@pytest.mark.parametrize("payer", FeePayer)
def test_a_payment_has_its_fee_and_who_paid_it(ada, ben, olga, payer):
    publish(Actor(olga.pk), "dear", Rules(fee_basis_points=500, fee_payer=payer))
    factories.released(ada, factories.delivered(ada, ben, 100, policy="dear"))
    payment = payment_by(Invoice.objects.get(kind="work").entry)
    assert payment is not None
    assert (payment.left, payment.totals.fee, payment.fee_payer) == (usd(100), 500, payer)


def test_without_a_fee_all_of_it_comes_from_the_freelancer(ada, ben):
    factories.released(ada, factories.delivered(ada, ben, 100))
    payment = payment_by(Invoice.objects.get().entry)
    assert payment is not None
    assert (payment.give_back(usd(40)).cost, payment.give_back(usd(40)).fee) == (4_000, 0)


def test_an_entry_that_paid_nothing_is_no_payment():
    assert payment_by(new()) is None
