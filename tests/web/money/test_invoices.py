"""Invoices as pages: both sides read the same document."""

import re
from io import BytesIO

import pypdfium2
import pytest
from django.urls import reverse

from handsel.money.invoices.models import Invoice
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.search.text_extraction.pdf import words_of
from handsel.web.billing import views as billing
from handsel.web.money import expected_payments, views
from handsel.work.milestones.release import release
from tests import factories
from tests.web.scenario import post_form, signed_in

COVERS = ("handsel.web.money.views",)
pytestmark = pytest.mark.usefixtures("frozen_clock")


def test_both_sides_read_one_time_of_issue(ada: Person, ben: Person) -> None:
    factories.released(ada, factories.delivered(ada, ben, 100))
    address = reverse("invoice", args=[Invoice.objects.get().pk])
    pages = [signed_in(person).get(address).content.decode() for person in (ada, ben)]
    issued = {
        re.sub(r"<[^>]+>", "", page.split("Issued and paid")[1].split("</section>")[0]).strip()
        for page in pages
    }
    assert issued == {"2 March 2026, 12:00, New York (UTC−5)"}


def test_every_invoice_of_a_job_can_be_reached_from_its_billing(
    ada: Person, ben: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    milestone = factories.delivered(ada, ben, 100)
    for _ in range(3):
        release(Actor(ada.pk), milestone, amount=factories.usd(10))
    monkeypatch.setattr(billing, "INVOICES_SHOWN", 2)
    address, client = reverse("job-billing", args=[milestone.job_id]), signed_in(ada)
    pages = [client.get(address, {"page": number}).content.decode() for number in (1, 2)]
    shown = [set(re.findall(r'href="(/invoices/[^"/]+/)"', page)) for page in pages]
    assert [len(invoices) for invoices in shown] == [2, 1]
    assert not shown[0] & shown[1]
    assert "1 to 2 of 3" in pages[0]


def test_totals_are_of_every_job_however_many_rows_there_is_room_for(
    ada: Person, ben: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        factories.funded(ada, ben, 100)
    monkeypatch.setattr(expected_payments, "COMING_SHOWN", 2)
    page = signed_in(ada).get(reverse("money")).content.decode()
    assert "The first 2 of 3;" in page
    assert "$300.00" in page[page.index("Total expected from escrow") :]


@pytest.mark.parametrize(("percent", "tax"), [("8.875", "$8.88"), ("9.975", "$9.98"), ("20", "$20.00")])
def test_the_rate_stands_beside_the_tax(ada: Person, ben: Person, percent: str, tax: str) -> None:
    post_form(ben, "letterhead", tax_name="Sales tax", percent=percent)
    assert f'value="{percent}' in signed_in(ben).get(reverse("letterhead")).content.decode()
    gross = {"8.875": 108.88, "9.975": 109.98, "20": 120}[percent]
    factories.released(ada, factories.delivered(ada, ben, gross))
    invoice = Invoice.objects.get()
    page = signed_in(ada).get(reverse("invoice", args=[invoice.pk])).content.decode()
    assert f"Sales tax {percent}%</dt><dd>{tax}" in page
    pdf = signed_in(ada).get(reverse("invoice-pdf", args=[invoice.pk])).content
    assert f"Sales tax {percent}%" in "".join(words_of(BytesIO(pdf)))


def test_four_decimals_of_a_rate_are_refused_in_words(ben: Person) -> None:
    page = post_form(ben, "letterhead", tax_name="Tax", percent="8.8751")
    assert page.status_code == 422
    assert "no more than 3 decimal places" in page.content.decode()


def test_the_amount_stands_on_the_page_of_the_pdf_beside_a_name_without_a_blank(
    ada: Person, ben: Person
) -> None:
    factories.released(ada, factories.delivered(ada, ben, 100))
    invoice = Invoice.objects.get()
    Invoice.objects.filter(pk=invoice.pk).update(line="Final_delivery_" * 8, job_title="W" * 80)
    pdf = signed_in(ada).get(reverse("invoice-pdf", args=[invoice.pk])).content
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        shown = page.get_textpage()
        boxes = [shown.get_charbox(place) for place in range(shown.count_chars())]
        width, text = page.get_width(), shown.get_text_bounded()
    assert max(right for _, _, right, _ in boxes) <= width - 40
    assert "$100.00" in text


def test_letters_that_the_pdf_cannot_show_are_said_on_the_page(
    ada: Person, ben: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.released(ada, factories.delivered(ada, ben, 100))
    address = reverse("invoice", args=[Invoice.objects.get().pk])
    assert "no font" not in signed_in(ada).get(address).content.decode()
    monkeypatch.setattr(views, "without_glyph", lambda text: "\u0e01\ud55c" if "Vance" in text else "")
    assert "This site has no font for: \u0e01 \ud55c." in signed_in(ada).get(address).content.decode()
