"""The house's time zone is fixed once there is a week of hours."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from handsel.config import erase, reindex, settle
from handsel.config.bootstrap import bootstrap
from handsel.config.house_zone import require_same_zone
from handsel.config.workers import single_worker
from handsel.config.wrong_setting import WrongSetting
from handsel.people.models import Person
from handsel.work.hours.models import HourlyPlan
from tests import factories
from tests.auditing import faults

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]
SENTENCE = (
    "HANDSEL_HOUSE_TIME_ZONE is Europe/Oslo, but the weeks of hourly jobs run in America/New_York, and "
    "a house with such weeks keeps its time zone; nothing was begun. Set it to America/New_York again."
)

DECISION = ("--reason", "The record says so.", "--operator", "olga@example.org")


@pytest.fixture
def elsewhere(ada: Person, ben: Person, settings: Any) -> None:
    """A house with a week of hours whose setting was changed afterwards."""
    factories.hourly_bound(ada, ben)
    settings.HOUSE_TIME_ZONE = "Europe/Oslo"


def test_a_house_without_weeks_may_change_its_zone(ada: Person, ben: Person, settings: Any) -> None:
    factories.bound(ada, ben)
    settings.HOUSE_TIME_ZONE = "Europe/Oslo"
    require_same_zone()


def test_a_house_with_weeks_starts_in_the_same_zone(ada: Person, ben: Person) -> None:
    factories.hourly_bound(ada, ben)
    require_same_zone()


@pytest.mark.usefixtures("elsewhere")
def test_a_house_with_weeks_does_not_start_in_another_zone() -> None:
    with pytest.raises(WrongSetting, match=f"^{re.escape(SENTENCE)}$"):
        bootstrap()


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize(
    "command",
    [
        reindex.main,
        lambda: settle.main(["1", "--milestone", "1", "--to-freelancer", "1", *DECISION]),
        lambda: erase.main(["1", "1", *DECISION]),
    ],
)
def test_a_command_that_writes_refuses_too(command: Callable[[], object]) -> None:
    with pytest.raises(WrongSetting):
        command()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite takes one process")
@pytest.mark.usefixtures("elsewhere")
def test_a_worker_refuses_too() -> None:
    with pytest.raises(WrongSetting):
        single_worker()


def test_the_audit_names_a_zone_that_was_edited(ada: Person, ben: Person) -> None:
    factories.hourly_bound(ada, ben)
    HourlyPlan.objects.update(zone="Europe/Oslo")
    assert any("zone" in fault for fault in faults())
