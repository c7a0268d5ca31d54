"""Signing a device in by a code: approved by its person alone, once, and ended with the device."""

from typing import Any

import pytest
from allauth.idp.oidc.models import Token
from django.test import Client
from django.urls import reverse

from handsel.devices import grants
from handsel.devices.enrolment import revoke
from handsel.devices.models import Device
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.web.account import devices
from tests.simulated_tracker import SimulatedTracker, within
from tests.web.scenario import signed_in

COVERS = ("handsel.api.auth", "handsel.devices.grants", "handsel.devices.tokens")
pytestmark = pytest.mark.django_db
APPROVAL = reverse("idp:oidc:device_authorization")


@pytest.fixture(autouse=True)
def _polls_at_once(settings: Any) -> None:
    settings.IDP_OIDC_DEVICE_CODE_INTERVAL = 0


@pytest.fixture
def tracker() -> SimulatedTracker:
    return SimulatedTracker(within())


def answered(person: Person, code: str, action: str = "confirm") -> Any:
    return signed_in(person).post(f"{APPROVAL}?code={code}", {"action": action})


def connected(person: Person, tracker: SimulatedTracker) -> Device:
    codes = tracker.asks_for_code().data
    assert answered(person, codes["user_code"]).status_code == 302
    assert tracker.polls(codes["device_code"]).status == 200
    return Device.objects.get(public_key=tracker.public_key)


def test_tokens_are_those_of_the_device_that_was_approved(ben: Person, tracker: SimulatedTracker) -> None:
    device = connected(ben, tracker)
    assert {token.data["device"] for token in Token.objects.all()} == {str(device.pk)}
    assert tracker.gets("/device").data["device"] == str(device.pk)
    assert tracker.refreshes().status == 200
    assert tracker.gets("/device").data["device"] == str(device.pk)
    device.refresh_from_db()
    assert device.seen_at is not None


def test_a_token_does_what_its_person_approved_and_no_more(ben: Person, tracker: SimulatedTracker) -> None:
    codes = tracker.asks_for_code(scope="messages").data
    answered(ben, codes["user_code"])
    tracker.polls(codes["device_code"])
    assert tracker.refreshes().status == 200
    assert tracker.gets("/device").code == "scope-missing"
    assert tracker.reads_messages(1).status == 404
    assert tracker.asks_for_code(scope="messages money").status == 400


def test_a_device_is_connected_whatever_form_its_code_is_typed_in(
    ben: Person, tracker: SimulatedTracker
) -> None:
    codes = tracker.asks_for_code().data
    answered(ben, codes["user_code"].replace("-", "").lower())
    assert tracker.polls(codes["device_code"]).status == 200


def test_a_device_whose_code_runs_out_meanwhile_is_not_enrolled(
    ben: Person, tracker: SimulatedTracker, monkeypatch: Any
) -> None:
    codes = tracker.asks_for_code().data
    monkeypatch.setattr(devices, "confirm_or_deny_device_code", lambda *_args, **_named: False)
    assert answered(ben, codes["user_code"]).status_code == 422
    assert not Device.objects.exists()
    monkeypatch.undo()
    answered(ben, codes["user_code"])
    assert tracker.polls(codes["device_code"]).status == 200


@pytest.mark.parametrize("query", ["?client_id=handsel-tracker", "?resource=x"])
def test_what_is_asked_stands_in_the_form(tracker: SimulatedTracker, query: str) -> None:
    for address in ("oauth-device-code", "oauth-token"):
        form = {"device_name": "Laptop", "public_key": tracker.public_key, "scope": "tracker"}
        for fields in (form, form | {"client_id": "handsel-tracker", "resource": "no address"}):
            answer: Any = Client().post(reverse(address) + query * ("resource" not in fields), fields)
            assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


def test_a_token_that_is_no_text_does_not_hold(tracker: SimulatedTracker) -> None:
    tracker.access = "\u00e9"
    assert tracker.gets("/device").status == 401


def test_a_code_that_was_typed_in_small_letters_connects_the_device(
    ben: Person, tracker: SimulatedTracker
) -> None:
    codes = tracker.asks_for_code().data
    assert answered(ben, codes["user_code"].lower().replace("-", "")).status_code == 302
    assert tracker.polls(codes["device_code"]).status == 200
    assert tracker.gets("/device").status == 200


def test_a_refused_device_is_told_so_and_not_enrolled(ben: Person, tracker: SimulatedTracker) -> None:
    codes = tracker.asks_for_code().data
    answered(ben, codes["user_code"], "deny")
    assert tracker.polls(codes["device_code"]).data["error"] == "access_denied"
    assert not Device.objects.exists()


def test_a_code_is_answered_once(ben: Person, eve: Person, tracker: SimulatedTracker) -> None:
    codes = tracker.asks_for_code().data
    answered(ben, codes["user_code"])
    assert answered(eve, codes["user_code"]).status_code == 422
    assert tracker.polls(codes["device_code"]).status == 200
    assert tracker.polls(codes["device_code"]).data["error"] == "invalid_grant"
    assert Device.objects.get().person == ben


def test_a_page_of_another_site_approves_nothing(ben: Person, tracker: SimulatedTracker) -> None:
    codes = tracker.asks_for_code().data
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(ben)
    answer = strict.post(f"{APPROVAL}?code={codes['user_code']}", {"action": "confirm"})
    assert answer.status_code == 403
    assert tracker.polls(codes["device_code"]).data["error"] == "authorization_pending"


def test_a_revoked_device_gets_nothing_more_and_others_go_on(ben: Person) -> None:
    lost, kept = SimulatedTracker(within(), "Lost"), SimulatedTracker(within(), "Kept")
    device = connected(ben, lost)
    connected(ben, kept)
    revoke(Actor(ben.pk), device)
    assert lost.gets("/device").code == "unauthorized"
    assert lost.refreshes().data["error"] == "invalid_grant"
    assert kept.gets("/device").data["name"] == "Kept"


def test_a_device_of_somebody_inactive_gets_nothing(ben: Person, tracker: SimulatedTracker) -> None:
    connected(ben, tracker)
    Person.objects.filter(pk=ben.pk).update(is_active=False)
    assert tracker.gets("/device").status == 401
    assert tracker.refreshes().status == 400
    Person.objects.filter(pk=ben.pk).update(is_active=True)
    assert tracker.gets("/device").status == 200


def test_a_key_that_was_enrolled_is_refused_on_the_page(ben: Person, tracker: SimulatedTracker) -> None:
    connected(ben, tracker)
    page = answered(ben, tracker.asks_for_code().data["user_code"])
    assert page.status_code == 422
    assert "was connected before" in page.content.decode()


@pytest.mark.parametrize(
    "changes",
    [
        {"device_name": ""},
        {"device_name": " \u200b"},
        {"device_name": "n" * 61},
        {"device_name": "Lap\u202etop"},
        {"public_key": "AB" * 32},
        {"public_key": "ab" * 31},
        {"client_id": "another"},
        {"scope": "tracker openid"},
    ],
)
def test_a_device_that_asks_for_a_code_says_who_it_is(
    tracker: SimulatedTracker, changes: dict[str, str]
) -> None:
    assert tracker.asks_for_code(**changes).status in (400, 401)


def test_an_address_that_asks_for_many_codes_is_slowed_down(tracker: SimulatedTracker) -> None:
    answers = [tracker.asks_for_code() for _ in range(grants.CODES_FREE + 1)]
    assert [answer.status for answer in answers] == [200] * grants.CODES_FREE + [429]
    assert answers[-1].data["error"] == "slow_down"


@pytest.mark.parametrize("token", ["", "nonsense", "ey.ey.ey", "\u00e9"])
def test_a_token_that_does_not_hold_is_refused_in_the_one_shape(
    ben: Person, tracker: SimulatedTracker, token: str
) -> None:
    connected(ben, tracker)
    tracker.access = token
    answer = tracker.gets("/jobs")
    assert (answer.status, answer.code) == (401, "unauthorized")


def test_a_refresh_token_is_no_access_token(ben: Person, tracker: SimulatedTracker) -> None:
    connected(ben, tracker)
    tracker.access = tracker.refresh
    assert tracker.gets("/jobs").status == 401
