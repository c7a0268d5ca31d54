"""Invoices as pages: both sides read the same document."""

import re

import pytest
from django.urls import reverse

from handsel.money.invoices.models import Invoice
from handsel.people.models import Person
from tests import making
from tests.web.world import signed_in

COVERS = ("handsel.web.money.pages",)
pytestmark = pytest.mark.usefixtures("told")


def test_both_sides_read_one_time_of_issue(ada: Person, ben: Person) -> None:
    making.released(ada, making.delivered(ada, ben, 100))
    address = reverse("invoice", args=[Invoice.objects.get().pk])
    pages = [signed_in(person).get(address).content.decode() for person in (ada, ben)]
    issued = {
        re.sub(r"<[^>]+>", "", page.split("Issued and paid")[1].split("</section>")[0]) for page in pages
    }
    assert issued == {"2 March 2026, 12:00, New York (UTC−5)"}
