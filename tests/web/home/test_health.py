"""The page for whatever watches over the site: ok, or one sentence."""

from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.test import Client

from handsel.record.log.writer import write_log
from tests import factories
from tests.conftest import FrozenClock

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
    away = patch("handsel.web.home.health.clock_is_wrong", side_effect=OperationalError("host=db.secret"))
    with away:
        assert answer() == (503, "The database does not answer.\n")
