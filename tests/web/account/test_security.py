"""Sign-in security: setting up, the codes that are shown once, and taking off again."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from handsel.kernel import clock, identifiers
from handsel.people.factors.acts import add_passkey, make_codes, use_recovery_code
from handsel.people.factors.totp import code_at, step_of
from handsel.people.models import Person
from handsel.record.actions import Actor
from tests.conftest import FrozenClock
from tests.people.factors.conftest import set_up
from tests.people.factors.soft_passkey import SoftPasskey
from tests.people.journeys import kinds_of
from tests.web.scenario import signed_in

pytestmark = pytest.mark.django_db

COVERS = ("handsel.web.account.confirm", "handsel.web.account.qr_code")
CODE = re.compile(r"<code>([a-z0-9]{5}-[a-z0-9]{5})</code>")


@pytest.fixture
def inside(frozen_clock: FrozenClock, ben: Person) -> Client:
    """A browser in which Ben has just signed in."""
    return signed_in(ben)


def opened(client: Client) -> dict[str, str]:
    """The secret of a page of setting up, and the form that carries it."""
    page = client.get(reverse("security-app")).content.decode()
    secret = re.search(r"<code[^>]*>([A-Z2-7 ]{39})</code>", page)
    signed = re.search(r'name="signed" value="([^"]+)"', page)
    assert secret
    assert signed
    assert 'src="data:image/svg+xml;base64,' in page
    return {"secret": secret[1].replace(" ", ""), "signed": signed[1]}


def turn_on(client: Client, form: dict[str, str], code: str | None = None) -> Any:
    shown = code or code_at(form["secret"], step_of(clock.now()))
    return client.post(reverse("security-app"), {**form, "code": shown})


def text(client: Client) -> str:
    return client.get(reverse("security")).content.decode()


def test_an_app_is_set_up_by_its_code_and_the_recovery_codes_are_shown_once(
    inside: Client, ben: Person
) -> None:
    assert "Someone who learns your password can sign in as you." in text(inside)
    answer = turn_on(inside, opened(inside))
    assert answer.headers["Cache-Control"] == "no-store"
    codes = CODE.findall(answer.content.decode())
    assert len(set(codes)) == 10
    assert "".join(f"{code}%0A" for code in codes) in answer.content.decode()
    assert "10 of 10 are left." in text(inside)
    assert not CODE.findall(text(inside))
    assert kinds_of(ben) == ["person.factor_added", "person.recovery_codes_made"]
    assert inside.get(reverse("security-app")).headers["Location"] == reverse("security")


def test_an_app_beside_codes_leaves_them_as_they_are(inside: Client, ben: Person) -> None:
    add_passkey(Actor(ben.pk), "Phone", SoftPasskey().credential())
    codes = make_codes(Actor(ben.pk))
    assert turn_on(inside, opened(inside)).headers["Location"] == reverse("security")
    assert use_recovery_code(ben.pk, codes[0])


def test_a_form_sent_twice_shows_codes_that_work(inside: Client, ben: Person) -> None:
    form = {**opened(inside), "key": str(identifiers.new())}
    answers = [turn_on(inside, form).content.decode() for _ in range(2)]
    first, second = (CODE.findall(answer) for answer in answers)
    assert not use_recovery_code(ben.pk, first[0])
    assert use_recovery_code(ben.pk, second[0])
    assert kinds_of(ben).count("person.factor_added") == 1


@pytest.mark.parametrize("code", ["000000", "12345", "abcdef", ""])
def test_a_wrong_code_turns_nothing_on_and_keeps_the_secret(inside: Client, code: str) -> None:
    form = opened(inside)
    answer = turn_on(inside, form, code or " ")
    assert answer.status_code == 422
    assert form["secret"][:4] in answer.content.decode()
    assert not Authenticator.objects.exists()


def test_a_secret_of_a_neighbours_page_or_of_yesterday_is_not_taken(
    inside: Client, ada: Person, frozen_clock: FrozenClock
) -> None:
    form = opened(signed_in(ada))
    assert turn_on(inside, form).status_code == 422
    form = opened(inside)
    for page in ({**form, "signed": ""}, {**form, "signed": f"{form['signed']}x"}):
        assert "was open for too long" in turn_on(inside, page).content.decode()
    frozen_clock.passes(minutes=10)
    assert not Authenticator.objects.exists()


def test_new_codes_replace_the_old_ones(inside: Client, ben: Person) -> None:
    phone = set_up(ben)
    codes = CODE.findall(inside.post(reverse("security-codes")).content.decode())
    assert len(codes) == 10
    assert not set(codes) & set(phone.codes)


def test_the_page_warns_when_no_code_is_left(inside: Client, ben: Person) -> None:
    set_up(ben)
    codes = Authenticator.objects.get(type="recovery_codes")
    codes.data["codes"] = []
    codes.save()
    assert "You have no codes." in text(inside)


def test_an_app_is_taken_off_by_its_owner_alone(inside: Client, ben: Person, ada: Person) -> None:
    set_up(ben)
    address = reverse("security-removal", args=[Authenticator.objects.get(type="totp").pk])
    assert signed_in(ada).post(address).status_code == 404
    assert inside.post(address, follow=True).status_code == 200
    assert "Someone who learns your password" in text(inside)
    assert not Authenticator.objects.exists()


def test_each_change_is_said_to_the_person(inside: Client, ben: Person) -> None:
    turn_on(inside, opened(inside))
    page = inside.get(reverse("my-record")).content.decode()
    assert "An authenticator app was added to your sign-in" in page
    assert "New recovery codes were made for your sign-in" in page
