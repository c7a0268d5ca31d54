"""The site is killed while people act: no act that was acknowledged is lost, and none is done twice."""

import os
import random
import signal
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.soak.audited import assert_in_order, database_settings
from tests.soak.furnish_acts import CLIENTS
from tests.soak.house import ServedHouse, handsel_command, printed_by, served
from tests.soak.measuring import show

pytestmark = pytest.mark.soak

KILLS = int(os.environ.get("SOAK_KILLS", "6"))
AT_SECONDS = (0.3, 3.0)
"""How long the site is left alone before each kill: a random time between these."""
SENDINGS_MAX = 60


class Client:
    """Somebody who posts, releases and funds; without an answer they send again, or leave it."""

    def __init__(self, house: ServedHouse, name: str, stop: threading.Event) -> None:
        self._house, self._name, self._stop = house, name, stop
        self._job: dict[str, Any] = house.facts["jobs"][name]
        self.held: int = self._job["held"]
        self.acknowledged: dict[str, str] = {}
        self.unknown: dict[str, str] = {}
        self.statuses: Counter[int | str] = Counter()

    def run(self) -> None:
        to_fund = iter(self._job["to_fund"])
        while not self._stop.is_set():
            self._act("message", f"/jobs/{self._job['job']}/", words=f"message {uuid4().hex}")
            self._act("release", f"/milestones/{self.held}/release/", amount="1.00")
            if pk := next(to_fund, None):
                self._act("fund", f"/jobs/{self._job['job']}/funding/", milestone=str(pk), expected="10.00")

    def _act(self, kind: str, path: str, **form: str) -> None:
        form["key"] = str(uuid4())
        name = f"{kind} {form.get('words') or form.get('milestone') or self.held}"
        sends_again = random.random() < 0.5
        for _ in range(SENDINGS_MAX if sends_again else 1):
            try:
                answer = self._house.ask("POST", path, person=self._name, form=form)
            except OSError as error:
                self.statuses[type(error).__name__] += 1
                time.sleep(0.3)
                continue
            self.statuses[answer.status] += 1
            if answer.status == 302:
                self.acknowledged[form["key"]] = name
                return
            time.sleep(0.3)
        self.unknown[form["key"]] = name


@pytest.fixture(params=["sqlite", "postgresql"])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ServedHouse]:
    with ExitStack() as stack:
        settings = database_settings(request.param, stack)
        yield stack.enter_context(served(tmp_path, furnishing="tests.soak.furnish_acts", **settings))


@contextmanager
def worker(house: ServedHouse) -> Iterator["subprocess.Popen[bytes] | None"]:
    """A worker of its own where the database takes one; on SQLite the process that serves works too."""
    if "HANDSEL_DATABASE_URL" not in house.environment:
        yield None
        return
    process = subprocess.Popen(
        [handsel_command(), "worker"], env=house.environment, stdout=subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def test_no_acknowledged_act_is_lost_and_none_is_done_twice(house: ServedHouse) -> None:
    stop, seed = threading.Event(), random.randrange(10**6)
    clients = [Client(house, name, stop) for name in CLIENTS]
    threads = [threading.Thread(target=client.run) for client in clients]
    for thread in threads:
        thread.start()
    moments = random.Random(seed)
    for _ in range(KILLS):
        with worker(house):
            time.sleep(moments.uniform(*AT_SECONDS))
            house.end(signal.SIGKILL)
        house.start()
    time.sleep(1)
    stop.set()
    for thread in threads:
        thread.join(120)
    house.end()
    _compare(clients, printed_by("tests.soak.recorded_acts", house.environment), seed)
    assert_in_order(house.environment)


def _compare(clients: list[Client], recorded: dict[str, Any], seed: int) -> None:
    """Hold what was acknowledged against what is on the record, and that against the money."""
    acknowledged = {key: name for client in clients for key, name in client.acknowledged.items()}
    unknown = {key: name for client in clients for key, name in client.unknown.items()}
    statuses = sum((client.statuses for client in clients), Counter[int | str]())
    landed = {key: name for key, name in unknown.items() if key in recorded["keys"]}
    show(
        f"{KILLS} kills (seed {seed}): {len(acknowledged)} acts acknowledged, {len(unknown)} unanswered, "
        f"of which {len(landed)} were done; answers {dict(statuses)}"
    )
    assert set(statuses) - {302, 503} == {name for name in statuses if isinstance(name, str)}
    done = acknowledged | landed
    assert {key: recorded["keys"].get(key) for key in done} == dict.fromkeys(done, 1)
    messages = Counter(name.removeprefix("message ") for name in done.values() if name.startswith("message "))
    assert recorded["words"] == messages
    releases = sum(name.startswith("release ") for name in done.values())
    assert (recorded["invoices"], recorded["earned"]) == (releases, 100 * releases)
    funded = {int(name.split()[1]) for name in done.values() if name.startswith("fund ")}
    held = {client.held for client in clients}
    assert set(recorded["funded"]) == funded | held
