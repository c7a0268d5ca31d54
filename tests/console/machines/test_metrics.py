"""The figures for Prometheus: who reads them, and what they are."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from handsel.kernel import clock
from handsel.people.models import Person
from handsel.record.log.writer import write_log
from handsel.tasks.pulses import beat
from handsel.tasks.worker import Lane
from tests import factories
from tests.console.failing import failing_task

COVERS = ("handsel.console.machines.figures",)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]
TOKEN = "a token of the settings"


def status(address: str = "127.0.0.1", **headers: str) -> int:
    return Client(REMOTE_ADDR=address, headers=headers).get("/metrics").status_code


def test_this_machine_reads_them_and_no_other() -> None:
    assert status() == 200
    assert status("::1") == 200
    assert status("192.0.2.7") == 404
    assert status("") == 404


def test_what_comes_through_a_proxy_is_not_of_this_machine(settings: Any) -> None:
    for name in ("forwarded", "via", "x_forwarded_for", "x_forwarded_host", "x_forwarded_proto", "x_real_ip"):
        assert status(**{name: "192.0.2.7"}) == 404
    settings.TRUSTED_PROXIES = 1
    assert status() == 404


def test_a_machine_with_the_token_reads_them(settings: Any) -> None:
    assert status("192.0.2.7", authorization="Bearer ") == 404
    settings.METRICS_TOKEN = TOKEN
    assert status("192.0.2.7", authorization=f"Bearer {TOKEN}") == 200
    assert status("192.0.2.7", authorization="Bearer another") == 404
    assert status("192.0.2.7", authorization="Bearer ünknown") == 404


def test_the_figures_are_those_of_the_house_and_of_no_person(ada: Person) -> None:
    factories.ensure_presets()
    write_log()
    beat(Lane.PROMPT, clock.now())
    failing_task(ada.email)
    assert status() == 200  # The first answer of a process looks at migrations too.
    with CaptureQueriesContext(connection) as queries:
        text = Client().get("/metrics").content.decode()
    assert len(queries) <= 10
    lines = text.splitlines()
    assert "handsel_ready 1.0" in lines
    assert 'handsel_tasks{state="failing"} 1.0' in lines
    assert 'handsel_tasks{state="given_up"} 0.0' in lines
    beat_at = next(line for line in lines if line.startswith("handsel_worker_beat_timestamp_seconds{"))
    assert float(beat_at.split()[1]) == clock.now().timestamp()
    assert "handsel_log_signed_entries 4.0" in lines
    assert ada.email not in text
