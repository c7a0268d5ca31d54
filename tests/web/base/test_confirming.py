"""Confirming that it is you before money leaves: asked when the sign-in is old, and nothing is lost by it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from handsel.kernel import identifiers
from handsel.money.rails.models import Payout
from handsel.people.models import Person
from tests import factories
from tests.conftest import PASSWORD, FrozenClock
from tests.people.factors.conftest import set_up
from tests.people.journeys import signed_in_long_ago
from tests.web.scenario import signed_in

pytestmark = pytest.mark.django_db
ASKS = "Confirm it’s you"
FORM = {"amount": "20.00", "speed": "at once", "outcome": "settles"}


@pytest.fixture
def ada_paid(frozen_clock: FrozenClock, ada: Person) -> Person:
    """Ada with money, who signs in by email and password."""
    factories.rich(ada, 100)
    ada.emailaddress_set.create(email=ada.email, verified=True, primary=True)
    return ada


@pytest.fixture
def old(ada_paid: Person) -> Client:
    """A browser in which Ada signed in long ago."""
    client = signed_in(ada_paid)
    signed_in_long_ago(client)
    return client


def withdraw(client: Client, **confirming: str) -> Any:
    form = {**FORM, **{name.replace("_", "-"): value for name, value in confirming.items()}}
    return client.post(f"{reverse('withdrawal-of-money', args=['wallet'])}?currency=USD", form)


def test_who_signed_in_lately_is_not_asked(ada_paid: Person) -> None:
    assert withdraw(signed_in(ada_paid)).status_code == 302
    assert Payout.objects.count() == 1


def test_a_withdrawal_waits_for_the_password_and_keeps_what_was_typed(old: Client) -> None:
    key = str(identifiers.new())
    page = withdraw(old, key=key).content.decode()
    assert ASKS in page
    assert not Payout.objects.exists()
    for name, value in {**FORM, "key": key}.items():
        assert f'<input type="hidden" name="{name}" value="{value}">' in page
    assert f'action="{reverse("withdrawal-of-money", args=["wallet"])}?currency=USD"' in page
    assert withdraw(old, key=key, confirm_password=PASSWORD).status_code == 302
    assert Payout.objects.get().amount == 2_000


def test_the_same_form_sent_twice_pays_once(old: Client) -> None:
    key = str(identifiers.new())
    for _ in range(2):
        withdraw(old, key=key, confirm_password=PASSWORD)
    assert Payout.objects.count() == 1


def test_a_confirmation_lasts_a_quarter_of_an_hour(old: Client, frozen_clock: FrozenClock) -> None:
    withdraw(old, confirm_password=PASSWORD)
    frozen_clock.passes(minutes=14)
    assert withdraw(old).status_code == 302
    frozen_clock.passes(minutes=1)
    assert ASKS in withdraw(old).content.decode()
    assert Payout.objects.count() == 2


def test_a_wrong_password_pays_nothing_and_is_not_repeated_on_the_page(old: Client) -> None:
    answer = withdraw(old, confirm_password="not the password")
    assert answer.status_code == 422
    assert "That is not your password." in answer.content.decode()
    assert "not the password" not in answer.content.decode()
    assert 'name="amount" value="20.00"' in answer.content.decode()
    assert not Payout.objects.exists()


def test_guessing_is_paused(old: Client) -> None:
    for _ in range(5):
        withdraw(old, confirm_password="wrong")
    assert "Too many failed attempts" in withdraw(old, confirm_password=PASSWORD).content.decode()
    assert not Payout.objects.exists()


def test_a_code_does_as_well_and_works_once(old: Client, ada_paid: Person, ben: Person) -> None:
    phone, neighbour = set_up(ada_paid), set_up(ben)
    wrong = withdraw(old, confirm_code=neighbour.code()).content.decode()
    assert "That code is wrong or was used before." in wrong
    code = phone.code()
    assert withdraw(old, confirm_code=code).status_code == 302
    signed_in_long_ago(old)
    assert withdraw(old, confirm_code=code).status_code == 422
    assert Payout.objects.count() == 1


def test_somebody_without_a_password_is_told_to_choose_one(old: Client, ada_paid: Person) -> None:
    ada_paid.set_unusable_password()
    ada_paid.save()
    old.force_login(ada_paid)
    signed_in_long_ago(old)
    page = withdraw(old).content.decode()
    assert reverse("account_set_password") in page
    assert old.get(reverse("account_set_password")).status_code == 200


def test_who_is_not_signed_in_is_sent_to_sign_in(ada: Person) -> None:
    address = reverse("withdrawal-of-money", args=["wallet"])
    for path in (address, reverse("account_email"), reverse("passkey-new")):
        assert Client().post(path, FORM).headers["Location"].startswith("/sign-in/?next=")


def test_a_page_is_opened_after_confirming(old: Client) -> None:
    response = old.get(reverse("security-app")).headers["Location"]
    assert response == "/sign-in/again/?next=%2Fme%2Fsecurity%2Fapp%2F"
    assert ASKS in old.get(response).content.decode()
    assert "That is not your password." in old.post(response, {"confirm-password": "no"}).content.decode()
    assert old.post(response, {"confirm-password": PASSWORD}).headers["Location"] == reverse("security-app")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_an_email_is_free_to_read_and_asks_before_any_change(old: Client, method: str) -> None:
    address = reverse("account_email")
    assert old.get(address).status_code == 200
    answer = old.generic(method, address)
    shown = answer.headers.get("Location", "") + answer.content.decode()
    assert ASKS in shown or shown.startswith(reverse("account_reauthenticate"))


def test_a_form_with_a_password_is_not_kept(old: Client) -> None:
    response = old.post(reverse("security-codes"), {"password": "x"}, HTTP_REFERER="http://testserver/money/")
    assert response.headers["Location"] == "/sign-in/again/?next=%2Fmoney%2F"


@pytest.mark.parametrize(
    "next", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "http://[", "\\\\evil.example"]
)
def test_after_confirming_nobody_is_led_to_another_site(old: Client, next: str) -> None:
    answer = old.post(reverse("account_reauthenticate"), {"next": next, "confirm-password": PASSWORD})
    assert answer.headers["Location"] == "/"
