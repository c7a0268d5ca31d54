"""The page for whatever watches over the site: ok, or one sentence."""

from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.test import Client

from handsel.kernel import clock
from handsel.record.log.writer import write_log
from handsel.tasks.pulses import beat
from handsel.tasks.worker import Lane
from tests import factories
from tests.conftest import FrozenClock
from tests.console.failing import late_task

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


def answer() -> tuple[int, str]:
    response = Client().get("/healthz")
    assert response["Content-Type"] == "text/plain"
    return response.status_code, response.content.decode()


def test_a_site_that_can_work_is_ok() -> None:
    assert answer() == (200, "ok\n")


def test_a_clock_that_was_set_back_is_named(frozen_clock: FrozenClock) -> None:
    factories.ensure_presets()
    write_log()
    frozen_clock.passes(days=-1)
    assert answer() == (503, "The clock is wrong.\n")


def test_a_database_that_does_not_answer_is_named() -> None:
    away = patch(
        "handsel.console.machines.health.clock_is_wrong", side_effect=OperationalError("host=db.secret")
    )
    with away:
        assert answer() == (503, "The database does not answer.\n")


def ready() -> tuple[int, str]:
    response = Client().get("/healthz/ready")
    return response.status_code, response.content.decode()


def test_a_house_that_has_what_it_needs_is_ready() -> None:
    beat(Lane.PROMPT, clock.now())
    assert ready() == (200, "ok\n")


def test_each_fault_is_a_line() -> None:
    late_task(1)
    assert ready() == (503, "No worker runs.\nTasks are late.\n")


def test_a_database_that_is_away_makes_it_unready() -> None:
    with patch("handsel.console.machines.readiness.clock_is_wrong", side_effect=OperationalError("secret")):
        assert ready() == (503, "The database does not answer.\n")
