"""Passkeys: adding, naming and removing them, and signing in and confirming with them and no others."""

import html
import json
import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from handsel.people.models import Person
from tests.conftest import FrozenClock
from tests.people.factors.soft_passkey import SoftPasskey
from tests.people.journeys import kinds_of, sign_in, signed_in_long_ago
from tests.web.scenario import enter, signed_in

pytestmark = pytest.mark.django_db

COVERS = (
    "handsel.people.factors.adapter",
    "handsel.people.factors.passkeys",
    "handsel.people.factors.passkey_forms",
)
FAILED = "That passkey did not work."
MALFORMED = [
    "",
    "no JSON",
    "[]",
    "1",
    "null",
    "{}",
    '{"id": 1}',
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {}}',
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": "AA", '
    '"attestationObject": "AA", "authenticatorData": "AA", "signature": "AA", "userHandle": "AA"}}',
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": 7}',
]


@pytest.fixture
def owner(frozen_clock: FrozenClock, ben: Person) -> Person:
    """Ben, whose email is confirmed."""
    ben.emailaddress_set.create(email=ben.email, verified=True, primary=True)
    return ben


@pytest.fixture
def inside(owner: Person) -> Client:
    """A browser in which Ben has just signed in."""
    return signed_in(owner)


def options_of(client: Client, address: str) -> Any:
    """What a page asks a device."""
    shown = re.search(r'data-options="([^"]+)"', client.get(address).content.decode())
    assert shown
    return json.loads(html.unescape(shown[1]))


def add(client: Client, passkey: SoftPasskey | None = None, name: str = "Phone") -> SoftPasskey:
    made = passkey or SoftPasskey()
    address = reverse("passkey-new")
    credential = made.created(options_of(client, address))
    client.post(address, {"name": name, "credential": credential})
    return made


def sign_in_by(passkey: SoftPasskey, client: Client | None = None, **form: str) -> Any:
    """What a browser gets that signs in with a passkey."""
    browser, address = client or Client(), reverse("mfa_login_webauthn")
    options = browser.get(address, headers={"accept": "application/json"}).json()["request_options"]
    return browser.post(address, {"credential": passkey.used(options), **form})


def test_a_passkey_is_added_with_its_name_and_recovery_codes(inside: Client, owner: Person) -> None:
    add(inside, name="My phone")
    page = inside.get(reverse("security")).content.decode()
    assert "My phone" in page
    assert "10 of 10 are left." in page
    assert kinds_of(owner) == ["person.factor_added", "person.recovery_codes_made"]


def test_a_second_passkey_leaves_the_codes_as_they_are(inside: Client, owner: Person) -> None:
    add(inside)
    add(inside, name="Laptop")
    assert kinds_of(owner).count("person.recovery_codes_made") == 1
    assert Authenticator.objects.filter(user=owner, type="webauthn").count() == 2


def test_a_passkey_alone_signs_in_and_leads_on(inside: Client, owner: Person) -> None:
    browser, passkey = Client(), add(inside)
    assert sign_in_by(passkey, browser, next="/money/").headers["Location"] == "/money/"
    assert browser.get(reverse("security-app")).status_code == 200
    assert sign_in_by(passkey, next="https://evil.example/").headers["Location"] == "/"


def test_after_the_password_the_passkey_is_asked_for(inside: Client, owner: Person) -> None:
    browser, passkey = Client(), add(inside)
    assert sign_in(browser, owner.email).headers["Location"] == "/sign-in/code/"
    assert browser.get("/me/").status_code == 302
    answer = passkey.used(options_of(browser, "/sign-in/code/"))
    assert browser.post("/sign-in/code/", {"credential": answer}).headers["Location"] == "/"
    assert browser.get("/me/").status_code == 200


def test_a_neighbours_passkey_is_no_second_step(inside: Client, owner: Person, ada: Person) -> None:
    add(inside)
    browser, neighbours = Client(), add(signed_in(ada))
    sign_in(browser, owner.email)
    answer = neighbours.used(options_of(browser, "/sign-in/code/"))
    assert FAILED in browser.post("/sign-in/code/", {"credential": answer}).content.decode()
    neighbours.user = passkey_user(owner)
    assert sign_in_by(neighbours).headers["Location"] == "/sign-in/"


def passkey_user(person: Person) -> bytes:
    """Whom a passkey of this person names."""
    passkey = SoftPasskey()
    passkey.created(options_of(signed_in(person), reverse("passkey-new")))
    return passkey.user


def test_a_passkey_that_was_removed_opens_nothing(inside: Client, owner: Person) -> None:
    passkey = add(inside)
    pk = Authenticator.objects.get(type="webauthn").pk
    inside.post(reverse("security-removal", args=[pk]))
    browser = Client()
    refused = sign_in_by(passkey, browser, next="/money/")
    assert refused.headers["Location"] == "/sign-in/?next=%2Fmoney%2F"
    assert FAILED in browser.get("/sign-in/").content.decode()
    assert kinds_of(owner)[-1] == "person.factor_removed"
    assert not Authenticator.objects.exists()


def test_an_answer_works_once_and_for_its_own_challenge(inside: Client) -> None:
    browser, passkey, address = Client(), add(inside), reverse("mfa_login_webauthn")
    options = browser.get(address, headers={"accept": "application/json"}).json()["request_options"]
    answer = {"credential": passkey.used(options)}
    assert browser.post(address, answer).headers["Location"] == "/"
    for other in (browser, Client()):
        other.post("/sign-out/")
        assert other.post(address, answer).headers["Location"] == "/sign-in/"


@pytest.mark.parametrize("how", [{"verified": False}, {"origin": "https://evil.example"}])
def test_a_device_that_does_not_verify_or_of_another_site_is_refused(
    inside: Client, how: dict[str, Any]
) -> None:
    add(inside, SoftPasskey(**how))
    assert not Authenticator.objects.exists()
    passkey = add(inside)
    for name, value in vars(SoftPasskey(**how)).items():
        if name in {"flags", "origin"}:
            setattr(passkey, name, value)
    assert sign_in_by(passkey).headers["Location"] == "/sign-in/"


@pytest.mark.parametrize("credential", MALFORMED)
def test_what_no_browser_sends_is_refused_in_words(inside: Client, owner: Person, credential: str) -> None:
    inside.get(reverse("passkey-new"))
    assert inside.post(reverse("passkey-new"), {"name": "x", "credential": credential}).status_code == 422
    add(inside)
    browser = Client()
    browser.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"})
    assert browser.post(reverse("mfa_login_webauthn"), {"credential": credential}).status_code == 302
    sign_in(browser, owner.email)
    browser.get("/sign-in/code/")
    assert browser.post("/sign-in/code/", {"credential": credential}).status_code == 200
    assert browser.get("/me/").status_code == 302


def test_a_passkey_confirms_and_a_neighbours_does_not(inside: Client, owner: Person, ada: Person) -> None:
    passkey, neighbours = add(inside), add(signed_in(ada))
    signed_in_long_ago(inside)
    address = f"{reverse('account_reauthenticate')}?next=/me/security/app/"
    wrong = {"confirm-credential": neighbours.used(options_of(inside, address)), "next": "/me/security/app/"}
    assert FAILED in inside.post(address, wrong).content.decode()
    right = {**wrong, "confirm-credential": passkey.used(options_of(inside, address))}
    assert inside.post(address, right).headers["Location"] == "/me/security/app/"


def test_only_its_owner_names_a_passkey(inside: Client, owner: Person, ada: Person) -> None:
    add(inside)
    passkey = Authenticator.objects.get(type="webauthn")
    address = reverse("passkey-naming", args=[passkey.pk])
    assert signed_in(ada).post(address, {"name": "Mine"}).status_code == 404
    for name in ("", "x" * 41, "ab\u202ecd"):
        inside.post(address, {"name": name})
    passkey.refresh_from_db()
    assert passkey.data["name"] == "Phone"
    inside.post(address, {"name": "Old phone"})
    passkey.refresh_from_db()
    assert passkey.data["name"] == "Old phone"
    assert kinds_of(owner)[-1] == "person.passkey_renamed"


def test_somebody_who_was_closed_out_does_not_come_in_by_passkey(inside: Client, owner: Person) -> None:
    passkey = add(inside)
    Person.objects.filter(pk=owner.pk).update(is_active=False)
    assert sign_in_by(passkey).headers["Location"] == "/sign-in/inactive/"
    enter(inside, owner)
    assert inside.get("/me/").status_code == 302
