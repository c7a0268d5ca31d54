"""Every operation of the API for every device and token: what is not yours is not there. None is missing."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.idp.oidc.models import Token
from django.test import Client
from django.utils import timezone

from handsel.api.urls import api
from handsel.devices.enrolment import revoke
from handsel.devices.models import Device
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.work.jobs.models import Job
from tests import factories
from tests.api.connected import tracker_of
from tests.conftest import MONDAY_NOON, FrozenClock
from tests.people.test_suspension import suspend
from tests.simulated_tracker import API, ApiAnswer, SimulatedSegment, SimulatedShot, SimulatedTracker
from tests.tracked_day import BLOCK, ON
from tests.web.scenario import signed_in
from tests.work.hours.shots.test_image import webp

COVERS = ("handsel.api.urls",)
pytestmark = pytest.mark.django_db

ANSWERS = """
               laptop desk client stranger operator tracker messages suspended revoked expired nobody browser
device            200  200    200      200      200     200      403       200    401     401    401     401
jobs              200  200    200      200      200     200      403       200    401     401    401     401
heartbeat         200  200    200      200      200     200      403       200    401     401    401     401
commit_day        200  200    200      200      200     200      403       200    401     401    401     401
next_segment      200  200    200      200      200     200      403       200    401     401    401     401
segments          200  200    200      200      200     200      403       200    401     401    401     401
send_segment      200  200    404      404      404     200      403       200    401     401    401     401
send_object       200  409    409      409      409     200      403       200    401     401    401     401
amend_segment     200  404    404      404      404     200      403       200    401     401    401     401
messages          200  200    200      404      404     403      200       200    401     401    401     401
post_message      200  200    200      404      404     403      200       200    401     401    401     401
"""
"""What each gets of each operation, in this order, about a job of Ada and Ben and a segment of Ben's laptop.

Ben has the laptop and a desk. Ada is the client, Eve a stranger, Olga an operator; each has a device.
The rest is the laptop: with a token for one scope alone, with its person suspended, revoked, with a token
that is over, with none, and the browser of its person.
"""
HEAD, *ROWS = [line.split() for line in ANSWERS.strip().splitlines()]
TABLE: dict[str, dict[str, int]] = {
    name: dict(zip(HEAD, map(int, statuses), strict=True)) for name, *statuses in ROWS
}


class LaptopTime:
    """A job on which a laptop tracked a block, whose screenshot is still to come."""

    def __init__(self, job: Job, laptop: SimulatedTracker) -> None:
        self.job, self.named = job, str(job.uuid)
        self.shot: SimulatedShot = laptop.shoots_when_due(self.named, MONDAY_NOON, webp())
        self.segment: SimulatedSegment = laptop.segment(
            self.named, MONDAY_NOON, work_view=ON, shots=[self.shot.announced]
        )
        assert laptop.sends(self.segment).status == 200


Operation = Callable[[SimulatedTracker, LaptopTime], ApiAnswer]
OPERATIONS: dict[str, Operation] = {
    "device": lambda tracker, tracked: tracker.gets("/device"),
    "jobs": lambda tracker, tracked: tracker.gets("/jobs"),
    "heartbeat": lambda tracker, tracked: tracker.beats(),
    "commit_day": lambda tracker, tracked: tracker.commits(MONDAY_NOON.date() + timedelta(days=2)),
    "next_segment": lambda tracker, tracked: tracker.gets("/segments/next"),
    "segments": lambda tracker, tracked: tracker.gets("/segments"),
    "send_segment": lambda tracker, tracked: tracker.sends(
        tracker.segment(tracked.named, MONDAY_NOON + BLOCK)
    ),
    "send_object": lambda tracker, tracked: tracker.uploads(tracked.shot),
    "amend_segment": lambda tracker, tracked: tracker.amends(tracked.segment.id, {"kind": "remove"}),
    "messages": lambda tracker, tracked: tracker.reads_messages(tracked.job.pk),
    "post_message": lambda tracker, tracked: tracker.writes(tracked.job.pk, "Hello."),
}


def test_every_operation_is_in_the_table() -> None:
    paths: dict[str, Any] = api.get_openapi_schema()["paths"]
    named = {operation["operationId"] for path in paths.values() for operation in path.values()}
    assert named == set(OPERATIONS) == set(TABLE)


@pytest.fixture
def devices(
    ada: Person, ben: Person, eve: Person, olga: Person, frozen_clock: FrozenClock
) -> dict[str, SimulatedTracker]:
    """A device of everybody, enrolled an hour ago, and a second one of Ben."""
    factories.hourly_bound(ada, ben)
    owners = {"laptop": ben, "desk": ben, "client": ada, "stranger": eve, "operator": olga}
    trackers = {name: tracker_of(owner, name) for name, owner in owners.items()}
    frozen_clock.passes(hours=1)
    return trackers


def altered(role: str, laptop: SimulatedTracker) -> SimulatedTracker:
    """The laptop once its token is another, or none."""
    token = Token.objects.lookup(Token.Type.ACCESS_TOKEN, laptop.access)
    device = Device.objects.select_related("person").get(pk=laptop.device)
    match role:
        case "tracker" | "messages":
            token.set_scopes([role])
            token.save()
        case "suspended":
            suspend(device.person)
        case "revoked":
            revoke(Actor(device.person_id), device)
        case "expired":
            token.expires_at = timezone.now() - timedelta(seconds=1)
            token.save()
        case "nobody":
            laptop.access = ""
    return laptop


@pytest.mark.parametrize("role", [role for role in HEAD if role != "browser"])
def test_each_device_gets_what_is_its_persons_and_nothing_else(
    role: str, devices: dict[str, SimulatedTracker]
) -> None:
    tracked = LaptopTime(Job.objects.get(), devices["laptop"])
    tracker = devices[role] if role in devices else altered(role, devices["laptop"])
    answers = {name: OPERATIONS[name](tracker, tracked) for name in TABLE}
    statuses = {name: answer.status for name, answer in answers.items()}
    assert statuses == {name: row[role] for name, row in TABLE.items()}
    if role in ("client", "stranger", "operator"):
        assert answers["jobs"].data == answers["segments"].data["receipts"] == []
    if role == "desk":
        assert tracked.segment.id not in answers["segments"].body.decode()


def test_the_cookie_of_a_browser_opens_no_operation(
    devices: dict[str, SimulatedTracker], ben: Person
) -> None:
    tracked = LaptopTime(Job.objects.get(), devices["laptop"])
    browser, laptop = signed_in(ben), devices["laptop"]
    laptop.send = _by(browser)
    statuses = {name: OPERATIONS[name](laptop, tracked).status for name in TABLE}
    assert statuses == {name: row["browser"] for name, row in TABLE.items()}


def _by(browser: Client) -> Callable[[str, str, dict[str, str], bytes], ApiAnswer]:
    """Send as a browser does: with its cookies, and no token."""

    def send(method: str, path: str, headers: dict[str, str], body: bytes) -> ApiAnswer:
        assert path.startswith((API, "/api/v1/jobs"))
        kind = headers.get("Content-Type", "")
        kept = {
            name: value for name, value in headers.items() if name not in ("Authorization", "Content-Type")
        }
        response = browser.generic(method, path, body, content_type=kind, headers=kept)
        return ApiAnswer(response.status_code, response.content)

    return send
