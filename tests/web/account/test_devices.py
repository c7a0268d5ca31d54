"""The pages of devices: a code that is typed in any form, and what a person does with their devices."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from handsel.devices.models import Device
from handsel.kernel import clock
from handsel.people.models import Person
from handsel.web.account.devices import normalized
from tests import factories
from tests.api.connected import tracker_of
from tests.conftest import MONDAY_NOON, PASSWORD, FrozenClock
from tests.people.journeys import signed_in_long_ago
from tests.simulated_tracker import SimulatedTracker, within
from tests.web.scenario import post_form, signed_in

COVERS = ("handsel.web.account.refused_time",)
pytestmark = pytest.mark.django_db
APPROVAL = reverse("idp:oidc:device_authorization")


def page_text(person: Person, address: str, **query: str) -> tuple[int, str]:
    answer: Any = signed_in(person).get(address, query)
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("ABCD-EFGH", "ABCD-EFGH"),
        ("abcdefgh", "ABCD-EFGH"),
        (" ab cd\u2013ef gh ", "ABCD-EFGH"),
        ("ABC", "ABC-"),
        ("", "-"),
        ("x" * 5000, "XXXX-XXXX"),
    ],
)
def test_a_code_may_be_typed_in_any_form(typed: str, code: str) -> None:
    assert normalized(typed) == code


def test_the_page_says_which_device_asks_and_what_it_may_do(ben: Person) -> None:
    tracker = SimulatedTracker(within(), "Old <b>laptop</b>")
    code = tracker.asks_for_code().data["user_code"]
    status, text = page_text(ben, APPROVAL, code=code)
    assert status == 200
    assert "Old &lt;b&gt;laptop&lt;/b&gt;" in text
    assert "It cannot read messages or files" in text


@pytest.mark.parametrize("code", ["", "ABCD-EFGH", "\u00e9" * 8, "x" * 5000])
def test_a_wrong_code_is_said_on_its_page(ben: Person, code: str) -> None:
    status, text = page_text(ben, APPROVAL, code=code)
    assert status == 200
    assert "That code is wrong or has expired." in text
    assert "Type the code that the Tracker, or another program, shows" in text


@pytest.mark.parametrize(
    ("scope", "shown", "hidden"),
    [
        ("tracker", "It cannot read messages", "post messages there in your name"),
        ("tracker messages", "post messages there in your name", "It cannot read messages"),
        ("messages", "read the messages of all your jobs", "record time on them"),
    ],
)
def test_the_page_names_what_the_device_asks_to_do(ben: Person, scope: str, shown: str, hidden: str) -> None:
    code = SimulatedTracker(within()).asks_for_code(scope=scope).data["user_code"]
    _, text = page_text(ben, f"{APPROVAL}?code={code}")
    assert shown in text
    assert hidden not in text
    assert ("Tracker" in text[text.index("<main") :]) is ("tracker" in scope)


def test_somebody_who_is_not_signed_in_comes_back_to_the_code(client: Any) -> None:
    answer = client.get(APPROVAL, {"code": "ABCD-EFGH"})
    assert answer.status_code == 302
    assert "code%3DABCD-EFGH" in answer.url


def test_a_device_is_renamed_and_disconnected_on_its_page(ben: Person) -> None:
    assert "No device is connected." in page_text(ben, reverse("devices"))[1]
    device = Device.objects.create(person=ben, name="Laptop", public_key="ab" * 32, enrolled_at=clock.now())
    post_form(ben, "device-name", device.pk, name="Desk")
    assert "Desk" in page_text(ben, reverse("devices"))[1]
    answer = post_form(ben, "device-revocation", device.pk)
    assert "“Desk” is disconnected." in answer.content.decode()
    assert Device.objects.get().revoked_at is not None


def test_a_device_without_a_name_keeps_its_own(ben: Person) -> None:
    device = Device.objects.create(person=ben, name="Laptop", public_key="ab" * 32, enrolled_at=clock.now())
    answer = signed_in(ben).post(reverse("device-name", args=[device.pk]), {"name": " "})
    assert answer.status_code == 409
    assert Device.objects.get().name == "Laptop"


def test_a_device_is_connected_by_somebody_who_confirms_that_it_is_them(ben: Person) -> None:
    ben.emailaddress_set.create(email=ben.email, verified=True, primary=True)
    code = SimulatedTracker(within()).asks_for_code().data["user_code"]
    client, address = signed_in(ben), f"{APPROVAL}?code={code}"
    signed_in_long_ago(client)
    assert client.get(address).headers["Location"].startswith(reverse("account_reauthenticate"))
    assert "Confirm it’s you" in client.post(address, {"action": "confirm"}).content.decode()
    assert not Device.objects.exists()
    assert client.post(address, {"action": "confirm", "confirm-password": PASSWORD}).status_code == 302
    assert Device.objects.get().person == ben


def test_time_that_was_not_counted_is_told_with_its_reason_to_its_person_alone(
    ada: Person, ben: Person, frozen_clock: FrozenClock
) -> None:
    tracker, job = tracker_of(ben), factories.hourly_bound(ada, ben)
    frozen_clock.passes(hours=1)
    tracker.sends(tracker.segment(str(job.uuid), MONDAY_NOON - timedelta(minutes=12), seconds=600))
    tracker.sends(tracker.segment(str(uuid4()), MONDAY_NOON))
    _, text = page_text(ben, reverse("devices"))
    assert "This time is from before the device was connected." in text
    assert "Not one of your jobs" in text
    assert "10 min" in text
    assert "not counted" not in page_text(ada, reverse("devices"))[1]


def test_all_time_that_was_not_counted_is_told_page_by_page(
    ben: Person, frozen_clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handsel.web.account.refused_time.ROWS_SHOWN", 2)
    tracker = tracker_of(ben)
    frozen_clock.passes(hours=1)
    for number in range(3):
        tracker.sends(tracker.segment(str(uuid4()), MONDAY_NOON, seconds=60 * (number + 1)))
    _, first = page_text(ben, reverse("devices"))
    _, second = page_text(ben, reverse("devices") + "?page=2")
    assert ("3 min" in first, "2 min" in first, "Older" in first, "Newer" in first) == (
        True,
        True,
        True,
        False,
    )
    assert ("1 min" in second, "3 min" in second, "Older" in second, "Newer" in second) == (
        True,
        False,
        False,
        True,
    )
