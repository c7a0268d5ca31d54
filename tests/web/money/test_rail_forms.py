"""The forms of the rail in use: the sandbox asks how its test is to go, any other rail does not."""

from typing import Any

import pytest
from django.urls import reverse

from handsel.money.rails.models import Deposit, Payout
from handsel.money.rails.sandbox.models import SandboxTransfer
from handsel.people.models import Person
from tests import factories
from tests.web.scenario import post_form, signed_in

POSTED = {"posted": "tests.money.rails.posted_rail.PostedRail"}


def test_the_sandbox_asks_how_the_test_is_to_go(ada: Person) -> None:
    factories.rich(ada, 100)
    page = signed_in(ada).get(reverse("wallet")).content.decode()
    assert page.count('name="speed"') == page.count('name="outcome"') == 2
    assert "Test card" in page


def test_another_rail_asks_for_an_amount_alone(settings: Any, ada: Person) -> None:
    factories.rich(ada, 100)
    settings.RAIL, settings.RAILS = "posted", settings.RAILS | POSTED
    page = signed_in(ada).get(reverse("wallet")).content.decode()
    assert "speed" not in page
    assert "outcome" not in page
    assert "Test card" not in page


def test_money_goes_in_and_out_by_another_rail(settings: Any, ada: Person) -> None:
    factories.rich(ada, 100)
    settings.RAIL, settings.RAILS = "posted", settings.RAILS | POSTED
    post_form(ada, "wallet", amount="30.00", method="bank", speed="at once")
    post_form(ada, "withdrawal-of-money", "wallet", amount="20.00")
    assert list(Deposit.objects.filter(rail="posted").values_list("amount", "state")) == [(3_000, "pending")]
    assert list(Payout.objects.values_list("rail", "amount", "state")) == [("posted", 2_000, "pending")]
    assert SandboxTransfer.objects.count() == 1


@pytest.mark.parametrize(
    ("method", "speed", "kept"),
    [("card", "2 business days", "at once"), ("bank", "a minute", "a minute")],
)
def test_a_test_card_settles_at_once_whatever_is_chosen(
    ada: Person, method: str, speed: str, kept: str
) -> None:
    post_form(ada, "wallet", amount="30.00", method=method, speed=speed, outcome="settles")
    assert SandboxTransfer.objects.get().speed == kept
