"""Invoices as pages: both sides read the same document."""

import re

import pytest
from django.urls import reverse

from handsel.money.invoices.models import Invoice
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.web.billing import views as billing
from handsel.web.money import views
from handsel.work.milestones.release import release
from tests import factories
from tests.web.scenario import signed_in

COVERS = ("handsel.web.money.views",)
pytestmark = pytest.mark.usefixtures("frozen_clock")


def test_both_sides_read_one_time_of_issue(ada: Person, ben: Person) -> None:
    factories.released(ada, factories.delivered(ada, ben, 100))
    address = reverse("invoice", args=[Invoice.objects.get().pk])
    pages = [signed_in(person).get(address).content.decode() for person in (ada, ben)]
    issued = {
        re.sub(r"<[^>]+>", "", page.split("Issued and paid")[1].split("</section>")[0]) for page in pages
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
    shown = [set(re.findall(r'href="(/invoices/[^"]+)"', page)) for page in pages]
    assert [len(invoices) for invoices in shown] == [2, 1]
    assert not shown[0] & shown[1]
    assert "1 to 2 of 3" in pages[0]


def test_totals_are_of_every_job_however_many_rows_there_is_room_for(
    ada: Person, ben: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        factories.funded(ada, ben, 100)
    monkeypatch.setattr(views, "COMING_SHOWN", 2)
    page = signed_in(ada).get(reverse("money")).content.decode()
    assert "The first 2 of 3 open milestones" in page
    assert "$300.00" in page[page.index("Total in escrow") :]
