"""Promises 1 and 2: no money is made or lost in any race, and nothing goes below zero."""

import pytest

from handsel.config.audit import checks
from handsel.kernel import clock
from handsel.kernel.refusals import Refusal
from handsel.money.invoices.models import Invoice
from handsel.money.ledger.models import Account, Kind
from handsel.money.rails import payouts
from handsel.money.rails.states import Ending, Pace
from handsel.record.deeds import By
from handsel.work.milestones.refunds import refund
from handsel.work.milestones.release import ask_for_changes, release, release_by_itself
from tests import making
from tests.making import usd
from tests.passing import at_once
from tests.purses import earnings, escrow, wallet

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("told")]


@pytest.fixture(autouse=True)
def _in_order():
    yield
    assert [fault for check in checks() for fault in check.faults] == []
    assert not Account.objects.filter(balance__lt=0).exclude(kind=Kind.OWED).exists()


def done(answers):
    assert all(isinstance(answer, dict | Refusal) for answer in answers), answers
    return sum(isinstance(answer, dict) for answer in answers)


def test_a_double_release_pays_once(ada, ben):
    milestone = making.delivered(ada, ben, 1000)
    assert done(at_once(*[lambda: release(By(ada.pk), milestone, amount=usd(1000))] * 4)) == 1
    assert (earnings(ben), escrow(), Invoice.objects.count()) == (usd(1000), usd(0), 1)


def test_part_releases_at_once_pay_no_more_than_is_held(ada, ben):
    milestone = making.delivered(ada, ben, 1000)
    assert done(at_once(*[lambda: release(By(ada.pk), milestone, amount=usd(400))] * 4)) == 2
    assert (earnings(ben), escrow()) == (usd(800), usd(200))
    assert sorted(Invoice.objects.values_list("number", flat=True)) == [1, 2]


def test_a_release_and_a_refund_at_once_are_one_or_the_other(ada, ben):
    milestone, before = making.delivered(ada, ben, 1000), wallet(ada)
    answers = at_once(
        lambda: release(By(ada.pk), milestone, amount=usd(1000)),
        lambda: refund(By(ben.pk), milestone, amount=usd(1000)),
    )
    assert done(answers) == 1
    assert earnings(ben) + (wallet(ada) - before) == usd(1000)


@pytest.mark.parametrize("attempt", range(4))
def test_the_clock_and_the_client_at_once_pay_once(told, ada, ben, attempt):
    milestone = making.delivered(ada, ben, 1000)
    told(milestone.release_at)
    at_once(
        lambda: release_by_itself(str(milestone.pk), clock.now()),
        lambda: release(By(ada.pk), milestone, amount=usd(1000)),
    )
    assert (earnings(ben), escrow()) == (usd(1000), usd(0))


@pytest.mark.parametrize("attempt", range(4))
def test_changes_asked_for_as_the_clock_rings_stop_it_or_come_too_late(told, ada, ben, attempt):
    milestone = making.delivered(ada, ben, 1000)
    told(milestone.release_at)
    _, asked = at_once(
        lambda: release_by_itself(str(milestone.pk), clock.now()),
        lambda: ask_for_changes(By(ada.pk), milestone, reason="At the last moment."),
    )
    stands = isinstance(asked, dict)
    assert (earnings(ben), escrow()) == ((usd(0), usd(1000)) if stands else (usd(1000), usd(0)))
    assert making.first(milestone.job).stage == ("funded" if stands else "released")


def test_two_jobs_cannot_be_funded_with_the_same_money(ada, ben):
    jobs = [making.bound(ada, ben, 1000) for _ in range(3)]
    making.rich(ada, 2000)
    assert done(at_once(*[lambda job=job: making.fund_all(ada, job) for job in jobs])) == 2
    assert (wallet(ada), escrow()) == (usd(0), usd(2000))


def test_the_same_earnings_are_paid_out_once(ada, ben):
    making.released(ada, making.delivered(ada, ben, 1000))

    def out():
        plan = {"source": Kind.EARNINGS, "pace": Pace.MINUTE, "ending": Ending.SETTLES}
        return bool(payouts.ask(By(ben.pk), ben, usd(600), **plan)) and {}

    assert done(at_once(out, out, out)) == 1
    assert earnings(ben) == usd(400)


def test_releases_on_many_jobs_at_once_number_without_gaps(ada, ben):
    milestones = [making.delivered(ada, ben, 10) for _ in range(4)]
    assert done(at_once(*[lambda row=row: making.released(ada, row) for row in milestones])) == 4
    assert sorted(Invoice.objects.values_list("number", flat=True)) == [1, 2, 3, 4]
