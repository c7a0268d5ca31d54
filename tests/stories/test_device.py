"""A Tracker signs in by a code that its person approves, sees the jobs, and is disconnected."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from handsel.devices.models import Device
from handsel.people.models import Person
from tests import factories
from tests.auditing import faults
from tests.simulated_tracker import SimulatedTracker, within
from tests.web.scenario import signed_in

pytestmark = pytest.mark.django_db(transaction=True)

APPROVAL = reverse("idp:oidc:device_authorization")


def test_a_device_is_connected_by_its_code_and_disconnected_on_the_web(
    ada: Person, ben: Person, settings: Any
) -> None:
    settings.IDP_OIDC_DEVICE_CODE_INTERVAL = 0
    job = factories.hourly_bound(ada, ben)
    factories.rich(ada)
    factories.week_funded(ada, factories.week_of(job))
    tracker, browser = SimulatedTracker(within()), signed_in(ben)
    codes = tracker.asks_for_code().data
    assert tracker.polls(codes["device_code"]).data["error"] == "authorization_pending"

    page = browser.get(APPROVAL, {"code": codes["user_code"].lower().replace("-", "")})
    assert "Ben’s laptop" in page.content.decode()
    assert tracker.public_key[:4] in page.content.decode()
    _answers(browser, codes["user_code"], "confirm")
    assert tracker.polls(codes["device_code"]).status == 200

    assert tracker.gets("/device").data["name"] == "Ben’s laptop"
    (state,) = tracker.gets("/jobs").data
    assert (state["number"], state["readiness"]) == (job.pk, "ready")

    device = Device.objects.get()
    browser.post(reverse("device-revocation", args=[device.pk]))
    assert tracker.gets("/jobs").status == 401
    assert tracker.refreshes().status == 400
    assert faults() == []


def _answers(browser: Client, code: str, action: str) -> None:
    assert browser.post(f"{APPROVAL}?code={code}", {"action": action}).status_code == 302
