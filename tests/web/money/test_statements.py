"""Statements of a month over HTTP: they add up, to the cent, as a page and as a table."""

import csv
import io
import re
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from handsel.kernel import clock
from handsel.money.ledger.models import AccountKind
from handsel.money.rails import payouts
from handsel.people.models import Person
from handsel.policy.publishing import publish
from handsel.policy.rules import FeePayer, Rules
from handsel.record.actions import Actor
from handsel.work.milestones.release import release
from tests import factories
from tests.balances import earnings
from tests.conftest import FrozenClock
from tests.factories import usd
from tests.web.scenario import signed_in

COVERS = ("handsel.web.money.transactions", "handsel.web.money.transfer_source")
pytestmark = pytest.mark.usefixtures("frozen_clock")


def test_a_statement_adds_up_as_a_page_and_as_a_table(ada: Person, ben: Person) -> None:
    factories.released(ada, factories.delivered(ada, ben, 100))
    month = ["wallet", "USD", clock.now().year, clock.now().month]
    page = signed_in(ada).get(reverse("statement", args=month)).content.decode()
    assert "$99,900.00" in page
    assert "<dt>Funded into escrow</dt>" in page
    assert "</a>, 1. Part 1</small>" in page
    total = page[page.index("<tfoot>") : page.index("</tfoot>")]
    assert all(sum in total for sum in ("$100,000.00", "−$100.00", "$99,900.00"))
    answer = signed_in(ada).get(reverse("statement-csv", args=month))
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert [row["amount"] for row in rows] == ["", "100000.00", "-100.00"]
    assert rows[-1]["balance"] == "99900.00"


def test_a_month_that_is_not_over_is_told_so_far(frozen_clock: FrozenClock, ada: Person) -> None:
    factories.rich(ada)
    month = ["wallet", "USD", clock.now().year, clock.now().month]
    page = signed_in(ada).get(reverse("statement", args=month)).content.decode()
    assert ", so far</h1>" in page
    assert "<dt>Now</dt>" in page
    frozen_clock.passes(days=31)
    page = signed_in(ada).get(reverse("statement", args=month)).content.decode()
    assert "so far" not in page
    assert "<dt>Closing</dt>" in page


@pytest.mark.parametrize(
    "month", [["wallet", "USD", 2026, 13], ["owed", "USD", 2026, 3], ["wallet", "XXX", 2026, 3]]
)
def test_a_statement_that_cannot_be_is_not_found(month: list[Any], ada: Person) -> None:
    factories.rich(ada)
    assert signed_in(ada).get(reverse("statement", args=month)).status_code == 404


def of_earnings(person: Person, name: str) -> Any:
    month = ["earnings", "USD", clock.now().year, clock.now().month]
    return signed_in(person).get(reverse(name, args=month)).content.decode()


def paid_in_parts(ada: Person, ben: Person, olga: Person, payer: FeePayer) -> None:
    """A milestone of $100.01 with a fee of 3.33%, paid in three odd parts, of which $20 are withdrawn."""
    publish(Actor(olga.pk), "dear", Rules(fee_basis_points=333, fee_payer=payer))
    milestone = factories.delivered(ada, ben, 100.01, policy="dear")
    for amount in (33.33, 0.05, 66.63):
        release(Actor(ada.pk), milestone, amount=usd(amount))
    payouts.request_payout(
        Actor(ben.pk),
        ben,
        usd(20),
        source=AccountKind.EARNINGS,
    )


def test_earnings_are_told_gross_fee_and_net(ada: Person, ben: Person, olga: Person) -> None:
    paid_in_parts(ada, ben, olga, FeePayer.FREELANCER)
    rows = list(csv.DictReader(io.StringIO(of_earnings(ben, "statement-csv"))))
    assert [row["gross"] for row in rows] == ["", "33.33", "0.05", "66.63", ""]
    assert [row["fee"] for row in rows] == ["", "-1.11", "0.00", "-2.22", ""]
    assert [row["net"] for row in rows] == ["", "32.22", "0.05", "64.41", "-20.00"]
    paid = [row for row in rows if row["gross"]]
    assert all(Decimal(row["gross"]) + Decimal(row["fee"]) == Decimal(row["net"]) for row in paid)
    assert Decimal(rows[-1]["balance"]) == earnings(ben).decimal == Decimal("76.68")


def test_a_statement_of_earnings_sums_exactly(ada: Person, ben: Person, olga: Person) -> None:
    paid_in_parts(ada, ben, olga, FeePayer.FREELANCER)
    page = of_earnings(ben, "statement")
    assert "<dt>Released from escrow</dt><dd>$100.01</dd>" in page
    assert "<dt>Handsel fee</dt><dd>−$3.33</dd>" in page
    assert "<dt>Withdrawn</dt><dd>−$20.00</dd>" in page
    total = page[page.index("<tfoot>") : page.index("</tfoot>")]
    assert all(sum in total for sum in ("$100.01", "−$3.33", "$76.68"))
    assert "</a>, 1. Part 1</small>" in page
    assert "−$1.11" in signed_in(ben).get(reverse("earnings")).content.decode()


def test_a_fee_that_the_client_pays_is_taken_off_nothing(ada: Person, ben: Person, olga: Person) -> None:
    paid_in_parts(ada, ben, olga, FeePayer.CLIENT)
    rows = list(csv.DictReader(io.StringIO(of_earnings(ben, "statement-csv"))))
    assert [(row["gross"], row["fee"], row["net"]) for row in rows[1:4]] == [
        (amount, "0.00", amount) for amount in ("33.33", "0.05", "66.63")
    ]
    assert "<dt>Handsel fee</dt>" not in of_earnings(ben, "statement")


def test_each_month_says_what_came_what_went_and_what_was_held_at_its_close(
    frozen_clock: FrozenClock, ada: Person
) -> None:
    factories.rich(ada, 500)
    frozen_clock.passes(days=62)
    payouts.request_payout(
        Actor(ada.pk),
        ada,
        usd(120),
        source=AccountKind.WALLET,
    )
    page = signed_in(ada).get(reverse("wallet")).content.decode()
    rows = page[page.index('id="months"') :].split("<tr>")[2:]
    figures = [re.findall(r"−?\$[\d.]+", row) for row in rows[:3]]
    assert figures == [
        ["$0.00", "−$120.00", "$380.00"],
        ["$0.00", "$0.00", "$500.00"],
        ["$500.00", "$0.00", "$500.00"],
    ]


def test_a_statement_tells_its_times_in_house_time_whoever_reads_it(ada: Person, ben: Person) -> None:
    factories.released(ada, factories.delivered(ada, ben, 100))
    month = ["earnings", "USD", clock.now().year, clock.now().month]
    page = signed_in(ben).get(reverse("statement", args=month)).content.decode()
    assert "Mon 2 Mar, 12:00" in page
    assert "Mon 2 Mar, 18:00" not in page
    assert "All times are in site time, New York (UTC−5)" in page
