"""`make catalogue` shows every page: each address that answers somebody with one is in a scene."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.urls import Resolver404, resolve, reverse

from handsel.people.models import Person
from handsel.policy.publishing import ensure_presets
from handsel.record.log.writer import write_log
from tests.conftest import FrozenClock
from tests.stories.scenes import SCENES
from tests.web.scenario import work_all
from tests.web.test_access import FINDS, ROUTES, HourlyWorld, Route, answer_to, hourly_world_of

NOT_PICTURED: dict[str, str] = {}
"""Addresses of pages without a picture of their own, and why."""


@pytest.mark.soak
@pytest.mark.django_db
def test_every_page_is_in_a_scene_of_the_catalogue(
    frozen_clock: FrozenClock,
    ada: Person,
    ben: Person,
    settings: Any,
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    ensure_presets()
    pictured: set[str] = set()
    for name, scene in SCENES.items():
        settings.LOG_DIR, settings.LOG_KEY_DIR = tmp_path / name, tmp_path / name / "key"
        before = transaction.savepoint()
        pictured |= {_name_of(shown.path) for shown in scene(ada, ben)}
        transaction.savepoint_rollback(before)
        ada.refresh_from_db()
        ben.refresh_from_db()
    settings.LOG_DIR, settings.LOG_KEY_DIR = tmp_path / "log", tmp_path / "log-key"
    olga, eve = (request.getfixturevalue(name) for name in ("olga", "eve"))
    world = hourly_world_of(ada, ben, olga)
    work_all()
    write_log()
    people = {"nobody": None, "stranger": eve, "operator": olga, "client": ada, "freelancer": ben}
    assert set(_pages(world, people)) - pictured == set(NOT_PICTURED)


def _name_of(path: str) -> str:
    try:
        return resolve(path.partition("?")[0]).view_name
    except Resolver404:
        return ""


def _pages(world: HourlyWorld, people: dict[str, Person | None]) -> Iterator[str]:
    """The names of the addresses that answer somebody who opens them with a page."""
    for name, routes in ROUTES.items():
        for route in (row for row in routes if row.method == "get"):
            if _is_page(name, route, world, people):
                yield name
                break


def _is_page(name: str, route: Route, world: HourlyWorld, people: dict[str, Person | None]) -> bool:
    for role in sorted(FINDS[route.may]):
        before = transaction.savepoint()
        answer = answer_to(people[role], reverse(name, args=route.args(world)), route, world)
        transaction.savepoint_rollback(before)
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
            return b"</main>" in getattr(answer, "content", b"")
    return False
