"""The page on which a client claims money back, and the pages of a claim."""

import re

import pytest
from django.urls import reverse

from handsel.money.invoices.models import Invoice
from handsel.money.ledger.models import AccountKind
from handsel.money.rails.payouts import request_payout
from handsel.record.actions import Actor
from handsel.trust.disputes.settling import accept_dispute_offer
from tests import factories
from tests.auditing import faults
from tests.balances import earnings
from tests.factories import usd
from tests.made_once import made_once
from tests.time_travel import let_pass
from tests.trust.disputing import latest, opened
from tests.web.scenario import post_form, signed_in

pytestmark = pytest.mark.usefixtures("frozen_clock")
COVERS = ("handsel.web.billing.claimable", "handsel.web.jobs.claimed_jobs")
FORM = {"amount": "60.00", "to_freelancer": "10.00", "reason": "It does not work.", "evidence": "1"}
TAGS = re.compile(r"<script.*?</script>|<[^>]+>", re.DOTALL)


@pytest.fixture
@made_once
def invoice(ada, ben, frozen_clock):
    """The invoice of a job of $100.00 that is paid and complete."""
    factories.released(ada, factories.delivered(ada, ben, 100))
    return Invoice.objects.get(kind="work")


def shown(person, name, *args):
    return " ".join(signed_in(person).get(reverse(name, args=args)).content.decode().split())


def test_billing_leads_to_the_claim_which_says_what_it_is(ada, ben, invoice):
    address = reverse("claim", args=[invoice.pk])
    assert address in shown(ada, "job-billing", invoice.job_number)
    assert address not in shown(ben, "job-billing", invoice.job_number)
    html = shown(ada, "claim", invoice.pk)
    for words in (
        "It freezes nothing.",
        "the rest is repaid from later earnings",
        "You can claim it until",
    ):
        assert words in html


def test_a_claim_on_a_closed_job_is_opened_and_settled(ada, ben, invoice):
    html = post_form(ada, "claim", invoice.pk, **FORM).content.decode()
    assert "Opened. You claim $60.00." in html
    home = shown(ben, "home")
    assert "Ada claims $60.00 that was paid" in home
    assert "Answer claim 1 by" in home
    page = shown(ben, "dispute", invoice.job_number, 1)
    for words in (
        "What is claimed",
        "Nothing",
        "Without an offer the money stays with the freelancer",
        "Claimed",
    ):
        assert words in page
    for person in (ada, ben):
        assert_called_claim(person, invoice.job_number)
    args = [invoice.job_number, 1]
    post_form(ben, "dispute-offer", *args, amount="30.00", reason="Half.")
    assert "The freelancer keeps" in shown(ada, "dispute", *args)
    post_form(ada, "dispute-acceptance", *args, expected="30.00")
    assert earnings(ben) == usd(70)
    assert "How it ended" in shown(ben, "dispute", *args)
    assert faults() == []


def assert_called_claim(person, number):
    """What is called a claim is called nothing else, on its page, on Home and in the Workroom."""
    for page in (
        shown(person, "dispute", number, 1),
        shown(person, "home"),
        shown(person, "workroom", number),
    ):
        main = TAGS.sub(" ", page[page.index("<main") : page.index("</main>")])
        assert "ispute" not in main, main[main.index("ispute") - 90 :][:150]


def test_what_is_owed_is_shown_and_repaid_on_the_page_of_earnings(ada, ben, invoice):
    post_form(ada, "claim", invoice.pk, **FORM)
    request_payout(Actor(ben.pk), ben, usd(100), source=AccountKind.EARNINGS)
    post_form(ben, "dispute-acceptance", invoice.job_number, 1, expected="10.00")
    assert "Owed after a claim" in shown(ben, "earnings")
    assert "Nothing is available in your earnings." in shown(ben, "earnings")
    assert "$50.00 of it is still due" in shown(ada, "job-billing", invoice.job_number)
    due = "Still due from later earnings</dt><dd>"
    assert due in shown(ada, "dispute", invoice.job_number, 1)
    factories.released(ada, factories.delivered(ada, ben, 80))
    html = signed_in(ben).post(reverse("repayment") + "?currency=USD", {"claims": "1"}, follow=True)
    assert "Repaid from your earnings." in html.content.decode()
    assert earnings(ben) == usd(30)
    assert "Owed after a claim" not in shown(ben, "earnings")
    assert "still due" not in shown(ada, "job-billing", invoice.job_number)
    assert due not in shown(ada, "dispute", invoice.job_number, 1)
    assert faults() == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"amount": "100.01"}, "Enter at most $100.00."),
        ({"reason": ""}, "required"),
        ({"evidence": "99"}, "no entry"),
    ],
)
def test_a_wrong_claim_keeps_what_was_typed(ada, invoice, change, words):
    answer = post_form(ada, "claim", invoice.pk, **(FORM | change))
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_after_its_days_nothing_is_claimed(ada, invoice, frozen_clock):
    let_pass(frozen_clock, days=31)
    html = shown(ada, "claim", invoice.pk)
    assert "The time in which this payment could be claimed is over." in html
    assert "Open the claim" not in html
    assert reverse("claim", args=[invoice.pk]) not in shown(ada, "job-billing", invoice.job_number)
    answer = post_form(ada, "claim", invoice.pk, **FORM)
    assert answer.status_code == 422
    assert "could be claimed is over" in answer.content.decode()


def test_a_payment_that_is_claimed_leads_to_its_dispute(ada, invoice):
    post_form(ada, "claim", invoice.pk, **FORM)
    answer = signed_in(ada).get(reverse("claim", args=[invoice.pk]))
    assert answer.url == reverse("dispute", args=[invoice.job_number, latest().number])


def test_the_client_withdraws_it_and_nothing_moves(ada, ben, invoice):
    post_form(ada, "claim", invoice.pk, **FORM)
    assert "You cannot claim this payment again." in shown(ada, "dispute", invoice.job_number, 1)
    post_form(ada, "dispute-withdrawal", invoice.job_number, 1)
    assert earnings(ben) == usd(100)


def test_what_was_claimed_or_settled_shows_no_way_to_claim(ada, ben, invoice):
    post_form(ada, "claim", invoice.pk, **FORM)
    assert reverse("claim", args=[invoice.pk]) not in shown(ada, "job-billing", invoice.job_number)


def test_what_a_dispute_settled_says_why_it_cannot_be_claimed(ada, ben, frozen_clock):
    dispute = opened(ada, factories.delivered(ada, ben, 100), amount=100, part=40)
    accept_dispute_offer(Actor(ben.pk), dispute, expected=usd(40))
    settled = Invoice.objects.get(kind="work")
    html = shown(ada, "claim", settled.pk)
    assert "A dispute settled this payment, and that is final" in html
    assert "Open the claim" not in html
    assert reverse("claim", args=[settled.pk]) not in shown(ada, "job-billing", settled.job_number)
