"""A freelancer gives back what was paid: from earnings, with the part of the fee, and credit notes."""

import pytest

from handsel.config.task_handlers import TASK_HANDLERS
from handsel.kernel.identifiers import new
from handsel.kernel.money import Money
from handsel.kernel.refusals import NotFound
from handsel.money.invoices.letterheads import InvoiceHeader, change_letterhead
from handsel.money.invoices.models import Invoice
from handsel.money.ledger.models import AccountKind
from handsel.money.ledger.refusals import Overdrawn
from handsel.money.rails.payouts import request_payout
from handsel.notices.models import Notice
from handsel.policy.publishing import publish
from handsel.policy.rules import FeePayer, Rules
from handsel.record.actions import Actor, KeyReused
from handsel.record.models import Entry
from handsel.tasks.worker import work
from handsel.work.bonuses.paying import pay_bonus
from handsel.work.jobs.models import Job
from handsel.work.jobs.refusals import ReasonMissing
from handsel.work.refunds.refunding import refund_payment
from handsel.work.refunds.refusals import RefundAmount
from tests import factories
from tests.auditing import faults
from tests.balances import earnings, fees, wallet
from tests.factories import usd
from tests.recorded_people import record_everybody
from tests.replaying import differences
from tests.time_travel import let_pass
from tests.work.hours.as_shown import approve

COVERS = (
    "handsel.work.refunds.entries",
    "handsel.work.refunds.refusals",
    "handsel.money.escrow.returning",
)
pytestmark = pytest.mark.usefixtures("frozen_clock")


def payments():
    return Invoice.objects.filter(kind="work", corrects=None).order_by("number")


def gives_back(ben, amount, *, place=0, reason="A part was wrong.", **key):
    invoice = payments()[place]
    job = Job.objects.get(pk=invoice.job_number)
    return refund_payment(Actor(ben.pk, **key), job, payment=invoice.entry, amount=amount, reason=reason)


def dear(ada, ben, olga, payer, amount=100, points=1_000):
    """A job of one milestone, paid, under a policy with a fee."""
    publish(Actor(olga.pk), "dear", Rules(fee_basis_points=points, fee_payer=payer))
    factories.released(ada, factories.delivered(ada, ben, amount, policy="dear"))


@pytest.fixture
def paid(frozen_clock, ada, ben):
    factories.released(ada, factories.delivered(ada, ben, 100))


@pytest.mark.parametrize(
    ("payer", "returned", "cost"), [(FeePayer.CLIENT, 33, 30), (FeePayer.FREELANCER, 30, 27)]
)
def test_the_part_of_the_fee_comes_back_too(ada, ben, olga, payer, returned, cost):
    dear(ada, ben, olga, payer)
    before = wallet(ada), earnings(ben), fees()
    facts = gives_back(ben, usd(30))
    assert wallet(ada) - before[0] == usd(returned)
    assert before[1] - earnings(ben) == usd(cost)
    assert before[2] - fees() == usd(3)
    assert (facts["to_client"], facts["cost"], facts["fee_returned"]) == (
        usd(returned).minor,
        usd(cost).minor,
        300,
    )


@pytest.mark.parametrize("payer", FeePayer)
def test_given_back_in_parts_nothing_is_left_of_the_payment_nor_the_fee(ada, ben, olga, payer):
    factories.rich(ada, 100_000)
    start = wallet(ada)
    dear(ada, ben, olga, payer, amount=100.01, points=333)
    for cents in (1, 3333, 3333, 3334):
        gives_back(ben, Money(cents, "USD"))
    assert (earnings(ben), fees()) == (usd(0), usd(0))
    assert wallet(ada) == start + usd(100_000)
    with pytest.raises(RefundAmount):
        gives_back(ben, Money(1, "USD"))
    work(TASK_HANDLERS)
    assert differences() == []


def test_a_credit_note_has_the_next_number_and_the_tax_of_its_invoice(ada, ben, frozen_clock):
    change_letterhead(Actor(ben.pk), ben, InvoiceHeader("1 Fjord", "NO 1", "MVA", 25_000))
    factories.released(ada, factories.delivered(ada, ben, 100))
    change_letterhead(Actor(ben.pk), ben, InvoiceHeader("2 Fjord", "NO 1", "", 0))
    facts = gives_back(ben, usd(50))
    invoice, note = Invoice.objects.order_by("number")
    assert (note.number, note.is_credit, note.corrects) == (2, True, invoice.entry)
    assert (note.money, note.signed, note.tax_money) == (usd(50), usd(-50), usd(10))
    assert (note.tax_name, note.tax_millipercent) == ("MVA", 25_000)
    assert note.issuer_block == "Ben Okafor\n2 Fjord\nNO 1"
    assert note.line == f"Refund of {invoice.label}: Milestone 1: Part 1"
    assert (facts["invoice"], facts["credit_note"]) == (invoice.label, note.label)
    gives_back(ben, usd(50))
    assert sum(row.tax for row in Invoice.objects.exclude(corrects=None)) == invoice.tax


def test_the_houses_credit_note_is_numbered_after_it(ada, ben, olga):
    dear(ada, ben, olga, FeePayer.FREELANCER)
    work(TASK_HANDLERS)
    gives_back(ben, usd(100))
    work(TASK_HANDLERS)
    fee, note = Invoice.objects.filter(kind="fee").order_by("number")
    assert (fee.label, note.label, note.money) == ("H-0001", "H-0002", usd(10))
    assert note.line == "Refund of H-0001: Milestone 1: Part 1"


def test_a_bonus_and_a_timesheet_are_given_back_alike(ada, ben, frozen_clock):
    factories.rich(ada, 5_000)
    job = factories.hourly_bound(ada, ben)
    factories.week_funded(ada, factories.week_of(job))
    factories.worked(job, minutes=30)
    pay_bonus(Actor(ada.pk), job, amount=usd(25), reason="Ahead of time.")
    let_pass(frozen_clock, days=7)
    approve(Actor(ada.pk), factories.week_of(job).sheet)
    before = wallet(ada)
    assert earnings(ben) == usd(35)
    gives_back(ben, usd(25), place=0)
    gives_back(ben, usd(4), place=1)
    assert (earnings(ben), wallet(ada) - before) == (usd(6), usd(29))
    assert differences() == []


def test_a_closed_job_stays_as_it_is(ada, ben, paid):
    gives_back(ben, usd(100))
    job = Job.objects.get()
    assert (job.stage, factories.first(job).stage) == ("complete", "released")


def test_both_are_told_and_the_audit_finds_nothing(ada, ben, paid):
    record_everybody()
    gives_back(ben, usd(40))
    work(TASK_HANDLERS)
    for person in (ada, ben):
        notice = Notice.objects.of(person).order_by("-pk")[0]
        assert "$40.00 of invoice" in notice.title
    assert faults() == []


def test_a_form_sent_twice_gives_back_once(ben, paid):
    key = Actor(ben.pk).key
    assert gives_back(ben, usd(40), key=key) == gives_back(ben, usd(40), key=key)
    assert earnings(ben) == usd(60)
    with pytest.raises(KeyReused):
        gives_back(ben, usd(41), key=key)


def test_what_was_withdrawn_cannot_be_given_back(ada, ben, paid):
    request_payout(Actor(ben.pk), ben, usd(70), source=AccountKind.EARNINGS)
    with pytest.raises(Overdrawn):
        gives_back(ben, usd(31))
    assert earnings(ben) == usd(30)
    assert not Invoice.objects.exclude(corrects=None).exists()
    gives_back(ben, usd(30))
    assert earnings(ben) == usd(0)


@pytest.mark.parametrize(
    ("amount", "reason", "refusal"),
    [
        (usd(0), "Wrong.", RefundAmount),
        (usd(-1), "Wrong.", RefundAmount),
        (usd(100.01), "Wrong.", RefundAmount),
        (Money(500, "EUR"), "Wrong.", RefundAmount),
        (usd(5), " \u3164", ReasonMissing),
    ],
)
def test_what_is_no_refund_is_refused(ben, paid, amount, reason, refusal):
    with pytest.raises(refusal):
        gives_back(ben, amount, reason=reason)
    assert not Entry.objects.filter(kind="payment.refunded").exists()


def test_only_its_freelancer_gives_back_and_only_what_was_paid_on_the_job(ada, ben, eve, olga, paid):
    for person in (ada, eve, olga):
        with pytest.raises(NotFound):
            gives_back(person, usd(1))
    other = factories.bound(ada, ben)
    for entry in (new(), payments()[0].entry):
        with pytest.raises(NotFound):
            refund_payment(Actor(ben.pk), other, payment=entry, amount=usd(1), reason="Wrong.")
    gives_back(ben, usd(1))
    note = Invoice.objects.exclude(corrects=None).get()
    with pytest.raises(NotFound):
        refund_payment(Actor(ben.pk), Job.objects.first(), payment=note.entry, amount=usd(1), reason="No.")
