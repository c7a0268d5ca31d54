"""Every error of the API has one shape, whoever raised it."""

from errno import ENOSPC
from unittest.mock import patch

import psycopg
import pytest
from django.db import OperationalError
from django.http import Http404
from django.test import Client

from handsel.api.tracker import jobs
from handsel.api.urls import api
from handsel.kernel.refusals import KeyReused, NotFound, Stale
from handsel.people.models import Person
from tests.api.connected import tracker_of
from tests.simulated_tracker import API, ApiAnswer, SimulatedTracker, within

COVERS = ("handsel.ui.error_json",)
pytestmark = pytest.mark.django_db
AWAY = OperationalError("the connection is closed")
AWAY.__cause__ = psycopg.OperationalError()
SHAPE = {"code", "what", "kept", "way_out", "fields"}


def sent(tracker: SimulatedTracker, path: str, method: str = "GET") -> ApiAnswer:
    return tracker.send(method, path, {"Authorization": f"Bearer {tracker.access}"}, b"")


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/api/no-such-thing", 404, "not-found"),
        ("GET", f"{API}/no-such-thing", 404, "not-found"),
        ("GET", "/api/v2/tracker/jobs", 404, "not-found"),
        ("DELETE", f"{API}/jobs", 405, "method-not-allowed"),
        ("POST", f"{API}/jobs", 405, "method-not-allowed"),
        ("POST", "/api/", 405, "method-not-allowed"),
        ("GET", "/api/oauth/token", 405, "method-not-allowed"),
    ],
)
def test_an_address_that_is_none_is_said_in_json(
    ben: Person, method: str, path: str, status: int, code: str
) -> None:
    answer = sent(tracker_of(ben), path, method)
    assert (answer.status, answer.code) == (status, code)
    assert set(answer.data["error"]) == SHAPE
    assert "/api/" in answer.data["error"]["way_out"]


def test_a_refusal_has_its_code_and_its_three_sentences(ben: Person) -> None:
    with patch.object(jobs, "trackable_jobs", side_effect=Stale):
        answer = tracker_of(ben).gets("/jobs")
    assert (answer.status, answer.code) == (409, "stale")
    assert answer.data["error"]["way_out"].startswith("Read the current version")


@pytest.mark.parametrize(
    ("refusal", "status", "code"),
    [(KeyReused, 409, "key-reused"), (NotFound, 404, "not-found"), (Http404, 404, "not-found")],
)
def test_a_program_is_told_nothing_of_pages(
    ben: Person, refusal: type[Exception], status: int, code: str
) -> None:
    with patch.object(jobs, "trackable_jobs", side_effect=refusal):
        answer = tracker_of(ben).gets("/jobs")
    assert (answer.status, answer.code) == (status, code)
    words = " ".join(answer.data["error"][name] for name in ("what", "kept", "way_out")).lower()
    assert "identifier" in words
    assert not {"page", "form", "link"} & set(words.replace(".", " ").replace(",", " ").split())


@pytest.mark.parametrize(
    ("fault", "status", "code"),
    [
        (RuntimeError("a fault"), 500, "internal-server-error"),
        (AWAY, 503, "database-away"),
        (OSError(ENOSPC, "No space left on device"), 507, "disk-full"),
    ],
)
def test_what_breaks_here_is_said_in_json(ben: Person, fault: Exception, status: int, code: str) -> None:
    tracker = tracker_of(ben, send=within(Client(raise_request_exception=False)))
    with (
        patch.object(jobs, "trackable_jobs", side_effect=fault),
        patch("time.sleep"),
        patch("handsel.web.base.outages.close_old_connections"),
    ):
        answer = tracker.gets("/jobs")
    assert (answer.status, answer.code) == (status, code)
    assert set(answer.data["error"]) == SHAPE


def test_a_device_that_asks_too_often_is_told_when_to_come_again(ben: Person) -> None:
    tracker = tracker_of(ben)
    with patch.object(api.throttle, "rate", "1/m"):
        answers = [tracker.gets("/jobs") for _ in range(2)]
    assert [answer.status for answer in answers] == [200, 429]
    assert answers[1].code == "too-many-requests"


def test_the_devices_of_a_person_share_a_rate(ben: Person, ada: Person) -> None:
    laptop, desk = (tracker_of(ben, name, commits=False) for name in ("Laptop", "Desk"))
    other = tracker_of(ada, commits=False)
    with patch.object(api.throttle, "person_rate", "3/m"):
        answers = [tracker.gets("/device") for tracker in (laptop, desk, laptop, desk, other)]
    assert [answer.status for answer in answers] == [200, 200, 200, 429, 200]
