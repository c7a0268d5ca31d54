"""Every operation of the API for every device: what is not yours is not there. None may be missing."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from handsel.api.urls import api
from handsel.devices.enrolment import revoke
from handsel.devices.models import Device
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.work.jobs.models import Job
from tests import factories
from tests.api.connected import tracker_of
from tests.conftest import MONDAY_NOON, FrozenClock
from tests.simulated_tracker import ApiAnswer, SimulatedTracker

COVERS = ("handsel.api.urls",)
pytestmark = pytest.mark.django_db
OPERATIONS: dict[str, Callable[[SimulatedTracker], ApiAnswer]] = {
    "amend_segment": lambda tracker: tracker.amends(str(uuid4()), {"kind": "remove"}, device=_device()),
    "commit_day": lambda tracker: tracker.commits(MONDAY_NOON.date()),
    "device": lambda tracker: tracker.gets("/device"),
    "heartbeat": lambda tracker: tracker.beats(),
    "jobs": lambda tracker: tracker.gets("/jobs"),
    "messages": lambda tracker: tracker.reads_messages(_number()),
    "next_segment": lambda tracker: tracker.gets("/segments/next"),
    "post_message": lambda tracker: tracker.writes(_number(), "Hello."),
    "segments": lambda tracker: tracker.gets("/segments"),
    "send_object": lambda tracker: tracker.uploads(tracker.shoots(MONDAY_NOON, b"no picture")),
    "send_segment": lambda tracker: tracker.sends(tracker.segment(_job(), MONDAY_NOON, device=_device())),
}
ITS_OWN = {
    "amend_segment": 404,
    "commit_day": 200,
    "device": 200,
    "heartbeat": 200,
    "jobs": 200,
    "next_segment": 200,
    "segments": 200,
    "send_object": 409,
}
MESSAGES = ("messages", "post_message")
MINE = ITS_OWN | dict.fromkeys((*MESSAGES, "send_segment"), 200)
CLIENTS = MINE | {"send_segment": 404}
NOT_MINE = ITS_OWN | dict.fromkeys((*MESSAGES, "send_segment"), 404)
"""What a device gets on a job of its person, on one where its person is the client, and on one of others."""


def _number() -> int:
    return Job.objects.get().pk


def _job() -> str:
    return str(Job.objects.get().uuid)


def _device() -> str:
    return str(Device.objects.get().pk)


def test_every_operation_is_in_the_table() -> None:
    paths: dict[str, Any] = api.get_openapi_schema()["paths"]
    named = {operation["operationId"] for path in paths.values() for operation in path.values()}
    assert named == set(OPERATIONS) == set(MINE) == set(NOT_MINE)


@pytest.mark.parametrize("role", ["freelancer", "client", "stranger", "revoked", "nobody"])
def test_each_device_gets_what_is_its_persons_and_nothing_else(
    role: str, ada: Person, ben: Person, eve: Person, frozen_clock: FrozenClock
) -> None:
    factories.hourly_bound(ada, ben)
    people = {"client": ada, "stranger": eve}
    tracker = tracker_of(people.get(role, ben), commits=False)
    if role == "nobody":
        tracker.access = ""
    if role == "revoked":
        revoke(Actor(ben.pk), Device.objects.get())
    frozen_clock.passes(hours=1)
    answers = {name: operation(tracker) for name, operation in OPERATIONS.items()}
    expected = {"freelancer": MINE, "client": CLIENTS, "stranger": NOT_MINE}
    assert {name: answer.status for name, answer in answers.items()} == expected.get(
        role, dict.fromkeys(OPERATIONS, 401)
    )
    if role in ("client", "stranger"):
        assert answers["jobs"].data == answers["segments"].data["receipts"] == []
