"""Promises 1 and 2: no money is made or lost in any race, and nothing goes below zero."""

import pytest

from handsel.kernel import clock
from handsel.kernel.refusals import Refusal
from handsel.money.invoices.models import Invoice
from handsel.money.ledger.accounts import DEBTS
from handsel.money.ledger.models import Account, AccountKind
from handsel.money.rails import payouts
from handsel.record.actions import Actor
from handsel.work.jobs.models import Job
from handsel.work.milestones.refunds import refund
from handsel.work.milestones.release import ask_for_changes, auto_release, release
from handsel.work.refunds.refunding import refund_payment
from tests import factories
from tests.auditing import faults
from tests.balances import earnings, escrow, wallet
from tests.factories import usd
from tests.time_travel import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("frozen_clock")]


@pytest.fixture(autouse=True)
def _in_order():
    yield
    assert faults() == []
    assert not Account.objects.filter(balance__lt=0).exclude(kind__in=DEBTS).exists()


def done(answers):
    assert all(isinstance(answer, dict | Refusal) for answer in answers), answers
    return sum(isinstance(answer, dict) for answer in answers)


def test_a_double_release_pays_once(ada, ben):
    milestone = factories.delivered(ada, ben, 1000)
    assert done(at_once(*[lambda: release(Actor(ada.pk), milestone, amount=usd(1000))] * 4)) == 1
    assert (earnings(ben), escrow(), Invoice.objects.count()) == (usd(1000), usd(0), 1)


def test_part_releases_at_once_pay_no_more_than_is_held(ada, ben):
    milestone = factories.delivered(ada, ben, 1000)
    assert done(at_once(*[lambda: release(Actor(ada.pk), milestone, amount=usd(400))] * 4)) == 2
    assert (earnings(ben), escrow()) == (usd(800), usd(200))
    assert sorted(Invoice.objects.values_list("number", flat=True)) == [1, 2]


def test_a_release_and_a_refund_at_once_are_one_or_the_other(ada, ben):
    milestone, before = factories.delivered(ada, ben, 1000), wallet(ada)
    answers = at_once(
        lambda: release(Actor(ada.pk), milestone, amount=usd(1000)),
        lambda: refund(Actor(ben.pk), milestone, amount=usd(1000)),
    )
    assert done(answers) == 1
    assert earnings(ben) + (wallet(ada) - before) == usd(1000)


@pytest.mark.parametrize("attempt", range(4))
def test_the_clock_and_the_client_at_once_pay_once(frozen_clock, ada, ben, attempt):
    milestone = factories.delivered(ada, ben, 1000)
    frozen_clock(milestone.release_at)
    at_once(
        lambda: auto_release(str(milestone.pk), clock.now()),
        lambda: release(Actor(ada.pk), milestone, amount=usd(1000)),
    )
    assert (earnings(ben), escrow()) == (usd(1000), usd(0))


@pytest.mark.parametrize("attempt", range(4))
def test_changes_asked_for_as_the_clock_rings_stop_it_or_come_too_late(frozen_clock, ada, ben, attempt):
    milestone = factories.delivered(ada, ben, 1000)
    frozen_clock(milestone.release_at)
    _, result = at_once(
        lambda: auto_release(str(milestone.pk), clock.now()),
        lambda: ask_for_changes(Actor(ada.pk), milestone, reason="At the last moment."),
    )
    stands = isinstance(result, dict)
    assert (earnings(ben), escrow()) == ((usd(0), usd(1000)) if stands else (usd(1000), usd(0)))
    assert factories.first(milestone.job).stage == ("funded" if stands else "released")


def test_two_jobs_cannot_be_funded_with_the_same_money(ada, ben):
    jobs = [factories.bound(ada, ben, 1000) for _ in range(3)]
    factories.rich(ada, 2000)
    assert done(at_once(*[lambda job=job: factories.fund_all(ada, job) for job in jobs])) == 2
    assert (wallet(ada), escrow()) == (usd(0), usd(2000))


def test_the_same_earnings_are_paid_out_once(ada, ben):
    factories.released(ada, factories.delivered(ada, ben, 1000))

    def out():
        return bool(payouts.request_payout(Actor(ben.pk), ben, usd(600), source=AccountKind.EARNINGS)) and {}

    assert done(at_once(out, out, out)) == 1
    assert earnings(ben) == usd(400)


def given_back(ben, amount):
    """Give back a part of the first payment."""
    invoice = Invoice.objects.get(number=1)
    job = Job.objects.get(pk=invoice.job_number)
    return refund_payment(Actor(ben.pk), job, payment=invoice.entry, amount=amount, reason="Too much.")


def test_refunds_at_once_give_back_no_more_than_was_paid(ada, ben):
    for _ in range(2):
        factories.released(ada, factories.delivered(ada, ben, 500))
    assert done(at_once(*[lambda: given_back(ben, usd(300))] * 3)) == 1
    assert earnings(ben) == usd(700)


def test_the_same_earnings_are_given_back_or_withdrawn(ada, ben):
    factories.released(ada, factories.delivered(ada, ben, 1000))
    before = wallet(ada)

    def out():
        return bool(payouts.request_payout(Actor(ben.pk), ben, usd(600), source=AccountKind.EARNINGS)) and {}

    assert done(at_once(out, lambda: given_back(ben, usd(600)))) == 1
    assert earnings(ben) == usd(400)
    assert wallet(ada) - before in (usd(0), usd(600))


def test_releases_on_many_jobs_at_once_number_without_gaps(ada, ben):
    milestones = [factories.delivered(ada, ben, 10) for _ in range(4)]
    assert done(at_once(*[lambda row=row: factories.released(ada, row) for row in milestones])) == 4
    assert sorted(Invoice.objects.values_list("number", flat=True)) == [1, 2, 3, 4]
