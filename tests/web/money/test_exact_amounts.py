"""Amounts from real use that came out wrong once, or could: each to the last unit, wherever it is shown."""

import csv
import io
import re
from html import unescape

import pytest
from django.urls import reverse

from handsel.kernel import clock
from handsel.people.models import Person
from handsel.policy.publishing import publish
from handsel.policy.rules import FeePayer, Rules
from handsel.record.actions import Actor
from handsel.work.milestones.refunds import refund
from handsel.work.milestones.release import release
from tests import factories
from tests.balances import earnings, escrow, fees, wallet
from tests.factories import usd
from tests.web.scenario import post_form, signed_in

pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.mark.parametrize(
    ("payer", "funded", "earned", "left"),
    [(FeePayer.CLIENT, 543.75, 250, 728.12), (FeePayer.FREELANCER, 500, 228.12, 750)],
)
def test_a_fee_of_8_75_percent_on_500_is_exact_with_half_released_and_half_returned(
    ada: Person, ben: Person, olga: Person, payer: FeePayer, funded: float, earned: float, left: float
) -> None:
    publish(Actor(olga.pk), "dear", Rules(fee_basis_points=875, fee_payer=payer))
    job = factories.bound(ada, ben, 500, policy="dear")
    factories.rich(ada, 1000)
    factories.fund_all(ada, job)
    assert escrow() == usd(funded)
    release(Actor(ada.pk), factories.first(job), amount=usd(250))
    assert (earnings(ben), fees()) == (usd(earned), usd(21.88))
    refund(Actor(ben.pk), factories.first(job), amount=usd(250))
    assert (earnings(ben), fees(), wallet(ada), escrow()) == (usd(earned), usd(21.88), usd(left), usd(0))
    assert usd(earned) + usd(21.88) + usd(left) == usd(1000)


@pytest.mark.parametrize(
    ("currency", "amount", "written", "shown"),
    [("EUR", 1_200, "1200.00", "€1,200.00"), ("JPY", 12, "1200", "¥1,200")],
)
def test_what_is_added_and_funded_in_one_go_stands_in_the_order_of_the_ledger(
    ada: Person, ben: Person, currency: str, amount: int, written: str, shown: str
) -> None:
    job = factories.bound(ada, ben, amount, currency=currency)
    post_form(ada, "fund", job.pk, milestone=factories.first(job).pk, expected=written, add="1")
    month = ["wallet", currency, clock.now().year, clock.now().month]
    client = signed_in(ada)
    answer = client.get(reverse("statement-csv", args=month)).content.decode()
    rows = [(row["amount"], row["balance"]) for row in csv.DictReader(io.StringIO(answer))]
    nothing = "0" if currency == "JPY" else "0.00"
    assert rows[-2:] == [(written, written), (f"-{written}", nothing)]
    statement = client.get(reverse("statement", args=month)).content.decode()
    account = client.get(reverse("wallet"), {"currency": currency}).content.decode()
    none = "¥0" if currency == "JPY" else "€0.00"
    added = f"Deposit Settled {shown} {shown} Account"
    funded = f"1. Part 1 Funded −{shown} {none} Job"
    assert text_of(statement).index(added) < text_of(statement).index(funded)
    assert text_of(account).index(funded) < text_of(account).index(added)


def text_of(page: str) -> str:
    """The tables of a page as words."""
    tables = " ".join(re.findall(r"<tbody>.*?</tbody>", page, re.DOTALL))
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", tables)).split())
