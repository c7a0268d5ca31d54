"""Invoices: the freelancer's numbered in the act without gaps, the house's numbered after it."""

import pytest
from django.db import transaction

from handsel.config.task_handlers import TASK_HANDLERS
from handsel.kernel import clock
from handsel.kernel.identifiers import new
from handsel.money.invoices.issuing import InvoiceInput, InvoiceSubject, issue_each, number_fees
from handsel.money.invoices.letterheads import InvoiceHeader, change_letterhead
from handsel.money.invoices.models import Invoice, InvoiceCounter
from handsel.record.actions import ActionContext, Actor
from handsel.tasks.worker import work
from tests.factories import usd
from tests.time_travel import at_once

SUBJECT = InvoiceSubject(7, "Night tours", "Milestone 1: Calendar")


def context(person):
    return ActionContext(new(), "tried", Actor(person.pk))


def invoiced(ada, ben, amount=100):
    (invoice,) = issue_each([InvoiceInput(context(ada), SUBJECT, ben.party, ada.party, usd(amount))])
    return invoice


def fee(ada, amount=5):
    (invoice,) = issue_each([InvoiceInput(context(ada), SUBJECT, None, ada.party, usd(amount))])
    return invoice


def numbers(**issuer):
    return sorted(Invoice.objects.filter(**issuer).values_list("number", flat=True))


def test_each_issuer_counts_from_1(ada, ben, eve):
    made = [invoiced(ada, ben), invoiced(ada, ben), invoiced(ada, eve)]
    assert [invoice.number for invoice in made] == [1, 2, 1]
    assert made[1].label == f"{ben.party.pk}-0002"


def test_a_payment_that_is_undone_leaves_no_gap(ada, ben):
    invoiced(ada, ben)
    with transaction.atomic():
        invoiced(ada, ben)
        transaction.set_rollback(True)
    assert invoiced(ada, ben).number == 2


def test_without_a_letterhead_it_has_names_and_no_tax(ada, ben):
    invoice = invoiced(ada, ben)
    assert (invoice.issuer_block, invoice.recipient_block) == ("Ben Okafor", "Ada Vance")
    assert (invoice.net, invoice.tax_money) == (usd(100), usd(0))


def test_the_tax_of_the_issuer_is_in_the_amount(ada, ben):
    change_letterhead(Actor(ben.pk), ben, InvoiceHeader("1 Fjord\n0150 Oslo", "NO 1", "MVA", 25_000))
    invoice = invoiced(ada, ben)
    assert (invoice.money, invoice.net, invoice.tax_money) == (usd(100), usd(80), usd(20))
    assert invoice.tax_name == "MVA"
    assert invoice.issuer_block == "Ben Okafor\n1 Fjord\n0150 Oslo\nNO 1"
    change_letterhead(Actor(ben.pk), ben, InvoiceHeader("2 Fjord", "NO 2", "", 0))
    invoice.refresh_from_db()
    assert invoice.issuer_block.startswith("Ben Okafor\n1 Fjord")


def test_the_recipients_tax_is_not_the_issuers(ada, ben):
    change_letterhead(Actor(ada.pk), ada, InvoiceHeader("", "US 1", "Tax", 10_000))
    invoice = invoiced(ada, ben)
    assert (invoice.tax, invoice.recipient_block) == (0, "Ada Vance\nUS 1")


def test_many_at_once_are_numbered_in_order(ada, ben, eve):
    first, second, third = (context(ada) for _ in range(3))
    issuers = [(first, ben.party), (first, None), (second, eve.party), (third, ben.party), (third, None)]
    invoices = issue_each([InvoiceInput(of, SUBJECT, issuer, ada.party, usd(100)) for of, issuer in issuers])
    assert [invoice.number for invoice in invoices] == [1, None, 1, 2, None]
    work(TASK_HANDLERS)
    assert numbers(issuer=None) == [1, 2]
    assert numbers(issuer=ben.party) == [1, 2]


def test_the_houses_get_their_numbers_from_the_duty_in_the_order_of_issue(frozen_clock, ada):
    first = fee(ada)
    frozen_clock.passes(hours=1)
    second = fee(ada)
    assert (first.number, first.label) == (None, "H-…")
    work(TASK_HANDLERS)
    for invoice in (first, second):
        invoice.refresh_from_db()
    assert (first.number, second.number, second.label) == (1, 2, "H-0002")


def test_numbering_again_changes_nothing(ada):
    fee(ada)
    for _ in range(2):
        number_fees("", clock.now())
    assert numbers(issuer=None) == [1]
    assert InvoiceCounter.objects.get().last == 1


@pytest.mark.django_db(transaction=True)
def test_two_at_once_leave_no_gap_and_share_no_number(ada, ben):
    def several():
        for _ in range(5):
            with transaction.atomic():
                invoiced(ada, ben)

    assert at_once(*[several] * 4) == [None] * 4
    assert numbers(issuer=ben.party) == list(range(1, 21))


@pytest.mark.django_db(transaction=True)
def test_workers_that_number_at_once_leave_no_gap(ada):
    for _ in range(6):
        fee(ada)

    def number():
        with transaction.atomic():
            number_fees("", clock.now())

    assert at_once(*[number] * 4) == [None] * 4
    assert numbers(issuer=None) == [1, 2, 3, 4, 5, 6]


@pytest.mark.django_db(transaction=True)
def test_nobody_who_pays_a_fee_waits_for_another_who_does(ada, ben):
    if transaction.get_connection().vendor == "sqlite":
        pytest.skip("SQLite has one writer at a time")
    fee(ada)

    def pays():
        with transaction.atomic(), transaction.get_connection().cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '500ms'")
            fee(ben)

    with transaction.atomic():
        fee(ada)
        assert at_once(pays) == [None]
