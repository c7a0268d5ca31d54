"""Statements of a month over HTTP: they add up, to the cent, as a page and as a table."""

import csv
import io
from typing import Any

import pytest
from django.urls import reverse

from handsel.kernel import clock
from handsel.people.models import Person
from tests import making
from tests.web.world import signed_in

pytestmark = pytest.mark.usefixtures("told")


def test_a_statement_adds_up_as_a_page_and_as_a_table(ada: Person, ben: Person) -> None:
    making.released(ada, making.delivered(ada, ben, 100))
    month = ["wallet", "USD", clock.now().year, clock.now().month]
    page = signed_in(ada).get(reverse("statement", args=month)).content.decode()
    assert "$99,900.00" in page
    assert "<dt>Milestone funded</dt>" in page
    answer = signed_in(ada).get(reverse("statement-csv", args=month))
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert [row["amount"] for row in rows] == ["", "100000.00", "-100.00"]
    assert rows[-1]["balance"] == "99900.00"


@pytest.mark.parametrize(
    "month", [["wallet", "USD", 2026, 13], ["owed", "USD", 2026, 3], ["wallet", "XXX", 2026, 3]]
)
def test_a_statement_that_cannot_be_is_not_found(month: list[Any], ada: Person) -> None:
    making.rich(ada)
    assert signed_in(ada).get(reverse("statement", args=month)).status_code == 404
