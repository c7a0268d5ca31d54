"""Refunding a payment from Billing & Invoices: said before, done once, and read by both sides."""

from typing import Any

import pytest
from django.urls import reverse

from handsel.kernel.identifiers import new
from handsel.money.invoices.models import Invoice
from handsel.money.ledger.models import AccountKind
from handsel.money.rails.payouts import request_payout
from handsel.people.models import Person
from handsel.policy.publishing import publish
from handsel.policy.rules import FeePayer, Rules
from handsel.record.actions import Actor
from handsel.web.jobs.job_view import load_job_view
from handsel.web.jobs.weeks import sheet_state, week_state
from handsel.work.bonuses.paying import pay_bonus
from handsel.work.jobs.models import Job
from tests import factories
from tests.balances import earnings, wallet
from tests.conftest import FrozenClock
from tests.factories import usd
from tests.time_travel import let_pass
from tests.web.hours.forms import approved
from tests.web.hours.test_sheets import worked_week
from tests.web.scenario import post_form, signed_in
from tests.web.test_queries import query_count

COVERS = ("handsel.web.billing.refund_figures", "handsel.web.jobs.refunded_payments")
pytestmark = pytest.mark.usefixtures("frozen_clock")


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def page_of(person: Person, name: str, *args: object, **query: str) -> str:
    return words(signed_in(person).get(reverse(name, args=args), query))


def paid_under(payer: FeePayer, ada: Person, ben: Person, olga: Person) -> Invoice:
    """The invoice of a milestone of $100 that was paid with a fee of ten percent."""
    publish(Actor(olga.pk), "dear", Rules(fee_basis_points=1_000, fee_payer=payer))
    factories.released(ada, factories.delivered(ada, ben, 100, policy="dear"))
    return Invoice.objects.get(kind="work")


@pytest.fixture
def invoice(frozen_clock: Any, ada: Person, ben: Person) -> Invoice:
    factories.released(ada, factories.delivered(ada, ben, 100))
    return Invoice.objects.get()


def test_the_freelancer_alone_has_the_way_to_it(ada: Person, ben: Person, invoice: Invoice) -> None:
    address = reverse("payment-refund", args=[invoice.pk])
    for name, number in (("job-billing", invoice.job_number), ("invoice", invoice.pk), ("money", None)):
        args = [number] if number else []
        assert address in page_of(ben, name, *args)
        assert address not in page_of(ada, name, *args)


@pytest.mark.parametrize(
    ("payer", "lines"),
    [
        (FeePayer.CLIENT, ("fee, returned to Ada", "$3.00", "$33.00", "$30.00", "$100.00", "$70.00")),
        (FeePayer.FREELANCER, ("fee, returned to you", "$3.00", "$30.00", "$27.00", "$90.00", "$63.00")),
    ],
)
def test_what_it_moves_is_said_before(
    ada: Person, ben: Person, olga: Person, payer: FeePayer, lines: tuple[str, ...]
) -> None:
    figures = page_of(ben, "payment-refund-figures", paid_under(payer, ada, ben, olga).pk, amount="30")
    after = figures
    for line in lines:
        assert line in after
        after = after.partition(line)[2]
    assert "Refund $30.00" in figures


@pytest.mark.parametrize(
    ("amount", "fault"), [("100.01", "Enter at most $100.00."), ("x", "Enter an amount")]
)
def test_figures_of_a_wrong_amount_say_why(ben: Person, invoice: Invoice, amount: str, fault: str) -> None:
    figures = page_of(ben, "payment-refund-figures", invoice.pk, amount=amount)
    assert fault in figures
    assert "disabled" in figures


def test_both_read_what_was_refunded(ada: Person, ben: Person, invoice: Invoice) -> None:
    before = wallet(ada)
    answer = post_form(ben, "payment-refund", invoice.pk, amount="40", reason="A page was missing.")
    note = Invoice.objects.exclude(corrects=None).get()
    assert f"$40.00 refunded to Ada. Credit note {note.label}." in words(answer)
    assert (wallet(ada) - before, earnings(ben)) == (usd(40), usd(60))
    for person in (ada, ben):
        billing = page_of(person, "job-billing", invoice.job_number)
        assert "A page was missing." in page_of(person, "workroom", invoice.job_number)
        assert "Part refunded" in billing
        assert "−$40.00" in billing
        assert f"Credit note {note.label}" in page_of(person, "invoice", note.pk)
        assert "$40.00 of this was refunded" in page_of(person, "invoice", invoice.pk)
    paid, _, returned = billing.partition("<dt>Paid</dt>")[2].partition("<dt>Refunded</dt>")
    assert "$60.00" in paid[:80]
    assert "$40.00" in returned[:80]


def test_a_milestone_refunded_in_full_looks_so_wherever_it_stands(
    ada: Person, ben: Person, invoice: Invoice
) -> None:
    post_form(ben, "payment-refund", invoice.pk, amount="40", reason="A page was missing.")
    part = page_of(ada, "job-billing", invoice.job_number)
    assert "$40.00</data> of it was refunded later." in part
    assert "Milestone 1, $100.00, Part refunded" in part
    assert "All payments for the work were refunded." not in part
    post_form(ben, "payment-refund", invoice.pk, amount="60", reason="All of it was.")
    billing = page_of(ada, "job-billing", invoice.job_number)
    assert "All of it was refunded later." in billing
    for page in (billing, page_of(ada, "jobs")):
        assert '<li class="mute"' in page
        assert "Milestone 1, $100.00, Refunded" in page
        assert "All payments for the work were refunded." in page


def test_a_week_refunded_in_full_says_so(ada: Person, ben: Person, frozen_clock: FrozenClock) -> None:
    job = worked_week(ada, ben)
    let_pass(frozen_clock, days=7)
    approved(ada, job)
    assert "$60.00</data> paid <time" in page_of(ada, "job-billing", job.pk)
    assert "Nothing left to do." in page_of(ada, "job-billing", job.pk)
    invoice = Invoice.objects.get()
    post_form(ben, "payment-refund", invoice.pk, amount="60", reason="Not for this job.")
    assert "All of it was refunded later." in page_of(ada, "job-billing", job.pk)
    week = load_job_view(ada, job.pk).weeks[0]
    assert week_state(week).word == sheet_state(week).word == "Refunded"


def test_a_refunded_bonus_takes_nothing_off_the_price(ada: Person, ben: Person, invoice: Invoice) -> None:
    job = Job.objects.get(pk=invoice.job_number)
    pay_bonus(Actor(ada.pk), job, amount=usd(20), reason="Well done.")
    bonus = Invoice.objects.latest("number")
    post_form(ben, "payment-refund", bonus.pk, amount="20", reason="Not needed.")
    billing = page_of(ada, "job-billing", job.pk)
    assert "$100.00" in billing.partition("<dt>Paid</dt>")[2][:80]
    assert "<dt>Refunded</dt>" not in billing
    assert "Refunded" in billing


def test_statements_and_wallets_name_it(ada: Person, ben: Person, olga: Person) -> None:
    invoice = paid_under(FeePayer.FREELANCER, ada, ben, olga)
    post_form(ben, "payment-refund", invoice.pk, amount="50", reason="A page was missing.")
    mine, hers = page_of(ben, "earnings"), page_of(ada, "wallet")
    for page in (mine, hers):
        assert "Refunded after payment" in page
        assert f"Refund of {invoice.label}" in page
    assert "fee returned" in mine
    assert "fee returned" not in hers


@pytest.mark.parametrize(
    ("form", "fault"),
    [
        ({"amount": "100.01", "reason": "Wrong."}, "Enter at most $100.00."),
        ({"amount": "0", "reason": "Wrong."}, "Enter an amount above zero."),
        ({"amount": "5", "reason": " "}, "This field is required."),
        ({"amount": "40", "reason": "Wrong."}, "Your earnings are lower than that."),
    ],
)
def test_a_refused_refund_stands_again_with_what_was_typed(
    ben: Person, invoice: Invoice, form: dict[str, str], fault: str
) -> None:
    request_payout(Actor(ben.pk), ben, usd(70), source=AccountKind.EARNINGS)
    answer = post_form(ben, "payment-refund", invoice.pk, **form)
    assert answer.status_code == 422
    assert fault in words(answer)
    assert answer.context["form"]["amount"].value() == form["amount"]
    assert not Invoice.objects.exclude(corrects=None).exists()


def test_a_form_sent_twice_refunds_once(ben: Person, invoice: Invoice) -> None:
    key = str(new())
    for _ in range(2):
        answer = post_form(ben, "payment-refund", invoice.pk, amount="80", reason="Wrong.", key=key)
        assert "$80.00 refunded to Ada." in words(answer)
    assert earnings(ben) == usd(20)


def test_where_there_is_nothing_to_refund_the_page_says_so(ben: Person, invoice: Invoice) -> None:
    request_payout(Actor(ben.pk), ben, usd(100), source=AccountKind.EARNINGS)
    assert "You have no earnings to refund from" in page_of(ben, "payment-refund", invoice.pk)


def test_a_refunded_payment_says_so(ben: Person, invoice: Invoice) -> None:
    post_form(ben, "payment-refund", invoice.pk, amount="100", reason="Wrong.")
    assert "All of this payment was refunded" in page_of(ben, "payment-refund", invoice.pk)
    assert reverse("payment-refund", args=[invoice.pk]) not in page_of(ben, "invoice", invoice.pk)


def test_it_asks_few_queries(ben: Person, invoice: Invoice) -> None:
    for name in ("payment-refund", "payment-refund-figures", "invoice"):
        query_count(ben, f"{reverse(name, args=[invoice.pk])}?amount=5")
