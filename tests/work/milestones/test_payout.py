"""Paying out: parts, fees and invoices of one act, and what it closes."""

import pytest

from handsel.kernel.money import Money
from handsel.money.invoices.models import Invoice
from handsel.policy.publishing import publish
from handsel.policy.rules import FeePayer, Rules
from handsel.record.actions import Actor
from handsel.work.jobs.models import Job
from handsel.work.milestones.payout import paid
from handsel.work.milestones.refunds import refund
from handsel.work.milestones.release import release
from handsel.work.milestones.splits import settle
from tests import factories
from tests.balances import earnings, escrow, fees, wallet
from tests.factories import usd

pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture
def milestone_with_fee(frozen_clock, ada, ben, olga):
    """A job of one milestone of $10.01 at 3.33%, by who pays the fee."""

    def make(payer):
        publish(Actor(olga.pk), "dear", Rules(fee_basis_points=333, fee_payer=payer))
        job = factories.bound(ada, ben, 10.01, policy="dear")
        factories.rich(ada, 100)
        factories.fund_all(ada, job)
        return factories.first(job)

    return make


def test_a_fee_of_the_client_is_taken_at_release_and_returned_in_proportion(
    ada, ben, olga, milestone_with_fee
):
    milestone = milestone_with_fee(FeePayer.CLIENT)
    assert wallet(ada) == usd(89.66)
    settle(Actor(olga.pk), milestone, to_freelancer=usd(3.34), reason="A third.")
    assert (earnings(ben), fees(), wallet(ada)) == (usd(3.34), usd(0.11), usd(96.55))
    assert escrow() == usd(0)


def test_a_fee_of_the_freelancer_is_taken_off_and_a_refund_bears_none(ada, ben, olga, milestone_with_fee):
    milestone = milestone_with_fee(FeePayer.FREELANCER)
    assert wallet(ada) == usd(89.99)
    settle(Actor(olga.pk), milestone, to_freelancer=usd(3.34), reason="A third.")
    assert (earnings(ben), fees(), wallet(ada)) == (usd(3.23), usd(0.11), usd(96.66))


@pytest.mark.parametrize("payer", FeePayer)
def test_a_payment_makes_an_invoice_for_the_work_and_one_for_the_fee(ada, ben, milestone_with_fee, payer):
    milestone = milestone_with_fee(payer)
    facts = release(Actor(ada.pk), milestone, amount=usd(10.01))
    work, fee = (Invoice.objects.get(kind=kind) for kind in ("work", "fee"))
    assert (work.issuer, work.recipient, work.money) == (ben.party, ada.party, usd(10.01))
    by_client = payer is FeePayer.CLIENT
    assert (fee.issuer, fee.money) == (None, usd(0.33))
    assert fee.recipient == (ada.party if by_client else ben.party)
    assert facts["invoice"] == work.label
    assert facts["earned"] == (1001 if by_client else 968)
    assert facts["fee"] == 33


def test_no_fee_no_fee_invoice_and_a_refund_makes_none_at_all(ada, ben):
    milestone = factories.first(factories.funded(ada, ben, 1000))
    facts = refund(Actor(ben.pk), milestone, amount=usd(500))
    assert facts["invoice"] is None
    assert not Invoice.objects.exists()
    release(Actor(ada.pk), milestone, amount=usd(500))
    assert [invoice.kind for invoice in Invoice.objects.all()] == ["work"]


def test_the_last_milestone_ends_the_job(ada, ben):
    job = factories.funded(ada, ben, 1000, 500)
    first, second = job.milestones.select_related("job", "holding")
    factories.released(ada, first)
    assert Job.objects.get(pk=job.pk).stage == "working"
    refund(Actor(ben.pk), second, amount=usd(500))
    ended = Job.objects.get(pk=job.pk)
    assert (ended.stage, paid(ended)) == ("complete", usd(1000))
    assert ended.closed_at is not None


def test_an_amount_in_another_currency_is_a_mistake(ada, ben):
    milestone = factories.delivered(ada, ben, 1000)
    with pytest.raises(ValueError, match="do not mix"):
        release(Actor(ada.pk), milestone, amount=Money(100, "EUR"))
    assert escrow() == usd(1000)


def lines():
    return list(Invoice.objects.order_by("number").values_list("line", flat=True))


def test_the_invoice_of_a_whole_milestone_names_no_part(ada, ben):
    factories.released(ada, factories.delivered(ada, ben, 100))
    assert lines() == ["Milestone 1: Part 1"]


def test_invoices_of_parts_say_which(ada, ben):
    milestone = factories.delivered(ada, ben, 100)
    for amount in (40, 25, 35):
        release(Actor(ada.pk), factories.first(milestone.job), amount=usd(amount))
    assert lines() == [f"Milestone 1: Part 1 (payment {n})" for n in (1, 2, 3)]


def test_what_is_paid_after_a_refund_is_no_part(ada, ben):
    milestone = factories.delivered(ada, ben, 100)
    refund(Actor(ben.pk), milestone, amount=usd(20))
    release(Actor(ada.pk), factories.first(milestone.job), amount=usd(80))
    assert lines() == ["Milestone 1: Part 1"]
