"""Sixteen processes do the same at once: it is done as often as the money allows, and no more."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.soak.audited import assert_in_order, database_settings
from tests.soak.furnish_acts import HELD_DOLLARS
from tests.soak.house import environment_of, printed_by
from tests.soak.measuring import show

pytestmark = pytest.mark.soak

PROCESSES = 16


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def environment(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, str]]:
    folder: Path = tmp_path_factory.mktemp("races")
    with ExitStack() as stack:
        yield environment_of(folder, **database_settings(request.param, stack))


@pytest.fixture(scope="module")
def jobs(environment: dict[str, str]) -> Any:
    return printed_by("tests.soak.furnish_acts", environment)["jobs"]


def race(environment: dict[str, str], act: str, subject: dict[str, Any]) -> Counter[str]:
    """What sixteen processes say that do the same, once all of them are ready."""
    command = [sys.executable, "-m", "tests.soak.racer", act, json.dumps(subject)]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with ExitStack() as stack:
        racers = [
            stack.enter_context(subprocess.Popen(command, env=environment, **pipes)) for _ in range(PROCESSES)
        ]
        for racer in racers:
            assert racer.stdout is not None
            assert racer.stdout.readline() == "ready\n"
        answers = Counter[str]()
        for racer in racers:
            assert racer.stdin is not None
            racer.stdin.write("\n")
            racer.stdin.flush()
        for racer in racers:
            answers[racer.communicate(timeout=120)[0].strip()] += 1
    assert (answers.total(), answers[""]) == (PROCESSES, 0)
    show(f"{PROCESSES} processes, {act}: {dict(answers)}")
    return answers


def test_a_milestone_is_released_once(environment: dict[str, str], jobs: Any) -> None:
    subject = {"email": "client0@example.org", "held": jobs["client0"]["held"], "dollars": HELD_DOLLARS}
    answers = race(environment, "release", subject)
    assert answers["done"] == 1
    assert_in_order(environment)


def test_parts_are_released_as_long_as_something_is_held(environment: dict[str, str], jobs: Any) -> None:
    subject = {"email": "client1@example.org", "held": jobs["client1"]["held"], "dollars": HELD_DOLLARS // 4}
    answers = race(environment, "release", subject)
    assert answers["done"] == 4
    assert_in_order(environment)


def test_a_milestone_is_funded_once(environment: dict[str, str], jobs: Any) -> None:
    mine = jobs["client2"]
    subject = {
        "email": "client2@example.org",
        "job": mine["job"],
        "to_fund": mine["to_fund"][0],
        "dollars": 10,
    }
    answers = race(environment, "fund", subject)
    assert answers["done"] == 1
    assert_in_order(environment)


def test_the_same_money_is_withdrawn_once(environment: dict[str, str], jobs: Any) -> None:
    subject = {"email": "client3@example.org", "dollars": 60_000, "source": "wallet"}
    answers = race(environment, "withdraw", subject)
    assert answers["done"] == 1
    assert_in_order(environment)
