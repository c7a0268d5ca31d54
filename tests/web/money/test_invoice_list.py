"""Invoices by period and job."""

from datetime import date

import pytest
from django.urls import reverse

from handsel.people.models import Person
from handsel.web.money.invoice_list import InvoiceFilter, parse_invoice_filter, period_days
from tests import factories
from tests.conftest import FrozenClock
from tests.web.scenario import signed_in

pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.mark.parametrize(
    ("period", "first", "after"),
    [
        ("month", date(2026, 1, 1), date(2026, 2, 1)),
        ("last-month", date(2025, 12, 1), date(2026, 1, 1)),
        ("year", date(2026, 1, 1), date(2027, 1, 1)),
        ("last-year", date(2025, 1, 1), date(2026, 1, 1)),
        ("", date.min, date.max),
    ],
)
def test_a_period_begins_and_ends_with_a_month(period: str, first: date, after: date) -> None:
    assert period_days(period, date(2026, 1, 31)) == (first, after)


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({}, InvoiceFilter()),
        ({"period": "year", "job": "12"}, InvoiceFilter("year", 12)),
        ({"period": "ever", "job": "²"}, InvoiceFilter()),
        ({"job": "9" * 30}, InvoiceFilter()),
    ],
)
def test_invalid_filters_are_ignored(params: dict[str, str], expected: InvoiceFilter) -> None:
    assert parse_invoice_filter(params) == expected


def test_invoices_are_shown_by_period_and_job_with_their_total(
    frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    first = factories.delivered(ada, ben, 100, title="Last month")
    factories.released(ada, first)
    frozen_clock.passes(days=31)
    second = factories.delivered(ada, ben, 200, title="This month")
    factories.released(ada, second)
    for params, shown, paid in (
        ({}, (True, True), "$300.00"),
        ({"period": "month"}, (False, True), "$200.00"),
        ({"period": "last-month"}, (True, False), "$100.00"),
        ({"job": str(first.job_id)}, (True, False), "$100.00"),
        ({"job": str(first.job_id), "period": "year"}, (True, False), "$100.00"),
    ):
        for person, words in ((ada, "Paid by you: "), (ben, "Paid to you: ")):
            page = signed_in(person).get(reverse("money"), params).content.decode()
            invoices = page.partition('id="inv"')[2]
            assert tuple(f": {name}</small>" in invoices for name in ("Last month", "This month")) == shown
            assert paid in invoices.partition(words)[2][:120]


def test_where_nothing_matches_all_is_one_click_away(ada: Person, ben: Person) -> None:
    factories.released(ada, factories.delivered(ada, ben, 100))
    page = signed_in(ada).get(reverse("money"), {"period": "last-year"}).content.decode()
    assert "No invoices match." in page
    assert f'href="{reverse("money")}#inv"' in page


def test_an_invoice_names_the_other_party_the_year_and_its_pdf(ada: Person, ben: Person) -> None:
    factories.released(ada, factories.delivered(ada, ben, 100))
    for person, other in ((ada, ben), (ben, ada)):
        page = signed_in(person).get(reverse("money")).content.decode().partition('id="inv"')[2]
        assert other.name in page
        assert person.name not in page.partition("</table>")[0]
        assert "2 Mar 2026" in page
        assert ".pdf" in page or "/pdf/" in page
