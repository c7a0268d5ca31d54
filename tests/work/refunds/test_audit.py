"""The audit names a refund after payment that is not as its entry says."""

import pytest

from handsel.money.invoices.models import Invoice
from handsel.record.actions import Actor
from handsel.work.refunds.audit import checks
from handsel.work.refunds.refunding import refund_payment
from tests import factories
from tests.factories import usd


@pytest.fixture
def note(frozen_clock, ada, ben):
    milestone = factories.delivered(ada, ben, 100)
    factories.released(ada, milestone)
    paid = Invoice.objects.get()
    refund_payment(Actor(ben.pk), milestone.job, payment=paid.entry, amount=usd(5), reason="Too much.")
    assert [check.faults for check in checks()] == [[]]
    return Invoice.objects.exclude(corrects=None).get()


def test_an_altered_credit_note_is_named(note):
    Invoice.objects.filter(pk=note.pk).update(amount=501)
    (check,) = checks()
    assert "its credit note do not agree" in check.faults[0]


def test_more_credited_than_paid_is_named(note):
    Invoice.objects.filter(pk=note.pk).update(amount=10_001)
    (check,) = checks()
    assert any("is credited than it says" in fault for fault in check.faults)


def test_a_refund_whose_transfer_is_gone_is_named(note):
    Invoice.objects.filter(pk=note.pk).update(entry=note.pk)
    (check,) = checks()
    assert len(check.faults) == 1
