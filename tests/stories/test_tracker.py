"""The Tracker with a house: signed in by a code, four blocks, a failing network, kills, and paid."""

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from handsel.people.models import Person
from handsel.work.hours.hourly_terms import WorkView
from handsel.work.hours.models import ReceivedSegment, Shot, TimeSpan
from handsel.work.hours.shots.lifecycle import ShotState
from handsel_tracker.daemon import acts, previews
from handsel_tracker.daemon.program import Desktop, Program
from handsel_tracker.daemon.self_check import self_check
from handsel_tracker.daemon.sign_in import DeviceSignIn
from handsel_tracker.house.client import HouseAnswer, HouseAway, HouseClient
from handsel_tracker.places.secrets import Secrets
from handsel_tracker.screen.port import Box, Picture
from handsel_tracker.spool.spool import Spool
from tests import factories
from tests.auditing import faults
from tests.conftest import FrozenClock
from tests.serving import free_port, up
from tests.simulated_device import SimulatedClock, SimulatedInputs, SimulatedScreen
from tests.simulated_tracker import within
from tests.time_travel import let_pass
from tests.web.scenario import signed_in, work_all
from tests.work.hours.shots.test_image import webp

pytestmark = pytest.mark.django_db(transaction=True)
APPROVAL = reverse("idp:oidc:device_authorization")
HOUSE = "http://127.0.0.1:9"


class Approval:
    """What a sign-in waits for: its person, who approves the code in a browser."""

    def __init__(self, browser: Client) -> None:
        self.browser, self.sign_in = browser, DeviceSignIn(HOUSE, "Ben’s laptop")

    def wait(self, _seconds: float) -> bool:
        """Approve the code."""
        page = f"{APPROVAL}?code={self.sign_in.code.user_code}"
        assert self.browser.post(page, {"action": "confirm"}).status_code == 302
        return False


class WebpScreen(SimulatedScreen):
    """A screen that gives pictures as the house takes them."""

    def poll(self) -> list[Picture]:
        """A picture."""
        return [Picture(webp((640, 400 + len(self.taken))), 0, 0)]


class Network:
    """The way to the house in this process, at the time of the device; it fails now and then."""

    def __init__(self, clock: SimulatedClock, frozen_clock: FrozenClock) -> None:
        self.clock, self.frozen_clock, self.share = clock, frozen_clock, 0.0
        self.random = random.Random(24)

    def send(
        self, _client: HouseClient, method: str, path: str, headers: Mapping[str, str], body: bytes = b""
    ) -> HouseAnswer:
        """Ask the house; the answer may be lost, or the question."""
        self.frozen_clock(self.clock.now())
        if self.random.random() < self.share / 2:
            raise HouseAway("The house cannot be reached.")
        answer = within()(method, path, dict(headers), body)
        if self.random.random() < self.share / 2:
            raise HouseAway("The answer was lost.")
        body = answer.body.replace(b"http://testserver/device/", f"{HOUSE}/device/".encode())
        return HouseAnswer(answer.status, body)


class Laptop:
    """Ben's laptop, with the Tracker on it."""

    def __init__(self, folder: Path, clock: SimulatedClock) -> None:
        self.folder, self.clock, self.inputs, self.screen = folder, clock, SimulatedInputs(), WebpScreen()
        self.starts()

    def starts(self) -> None:
        """Start the daemon."""
        desktop = Desktop(self.inputs, self.screen.begin, lambda *_: Picture(webp((640, 480)), 0, 1))
        secrets = Secrets(self.folder / "secrets")
        self.program = Program(Spool(self.folder / "spool"), secrets, self.clock, desktop)
        self.program.open()

    def dies(self) -> None:
        """Kill the daemon."""
        self.program.spool.database.close()
        self.clock.passes(5)
        self.starts()

    def runs(self, seconds: int) -> None:
        """Let time pass."""
        for second in range(seconds):
            self.clock.passes(1)
            self.program.engine.tick()
            if second % 2 == 0:
                self.program.sender.step()


@pytest.fixture
def laptop(
    tmp_path: Path, frozen_clock: FrozenClock, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> Laptop:
    """A laptop that reaches the house, with nobody signed in."""
    settings.IDP_OIDC_DEVICE_CODE_INTERVAL = 0
    monkeypatch.setenv("HANDSEL_TRACKER_KEYRING", "off")
    clock = SimulatedClock()
    network = Network(clock, frozen_clock)
    monkeypatch.setattr(HouseClient, "send", lambda client, *rest: network.send(client, *rest))
    made = Laptop(tmp_path, clock)
    made.network = network
    return made


def test_three_blocks_with_everything_failing_are_paid(
    laptop: Laptop, ada: Person, ben: Person, frozen_clock: FrozenClock
) -> None:
    factories.rich(ada)
    job = factories.hourly_bound(ada, ben, factories.hourly_terms(work_view=WorkView.OFFERED))
    factories.week_funded(ada, factories.week_of(job))
    approval = Approval(signed_in(ben))
    approval.sign_in.cancelled = approval
    approval.sign_in.run(laptop.program.establish)
    assert approval.sign_in.error == ""
    assert laptop.program.account.person == ben.name

    laptop.runs(4)
    acts.set_memo(laptop.program.engine, "Plate index", str(job.pk))
    acts.start(laptop.program.engine, str(job.pk))
    laptop.network.share = 0.3
    laptop.runs(900)
    laptop.dies()
    laptop.runs(1500)
    laptop.clock.sleeps(3600)
    laptop.runs(5)
    laptop.program.engine.stop()
    laptop.network.share = 0.0
    laptop.runs(330)
    redacted, deleted = previews.shot_views(laptop.program.engine)[:2]
    previews.redact_picture(
        laptop.program.engine, redacted["shot"], [Box(1, 1, 9, 9)], "solid", by=laptop.program.desktop.redact
    )
    previews.delete_shot(laptop.program.engine, deleted["shot"])
    laptop.runs(1500)

    work_all()
    seconds = tracked_seconds()
    assert 2400 - 11 - 5 <= seconds <= 2405 + 5
    assert set(ReceivedSegment.objects.values_list("refusal", "is_backdated")) == {("", False)}
    states = sorted(Shot.objects.values_list("state", flat=True))
    assert states == [ShotState.DELETED] + [ShotState.KEPT] * (len(states) - 1)
    assert Shot.objects.filter(redactions=1).count() == 1
    assert self_check(laptop.program.engine, laptop.program.sender.line.log_key)[1] == []
    assert laptop.program.sender.line.log_key
    assert laptop.program.sender.line.problems == {}
    assert faults() == []

    let_pass(frozen_clock, days=7)
    sheet = factories.week_of(job).sheet
    assert sheet.seconds == seconds
    # The deleted one protects nothing, nor does one that was due after the lid was closed.
    assert 0 < ReceivedSegment.objects.count() - len(sheet.protected_blocks) <= 2


def tracked_seconds() -> int:
    """How much the house counts."""
    rows = TimeSpan.objects.values_list("started_at", "ended_at")
    return sum(int((end - start).total_seconds()) for start, end in rows)


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command of the Tracker."""
    return subprocess.run(
        [sys.executable, "-m", "handsel_tracker", *words],
        env={**os.environ, "HANDSEL_TRACKER_KEYRING": "off", "DISPLAY": "", **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.one_database
def test_the_command_tracks_against_a_served_house_while_both_are_killed(
    ada: Person, ben: Person, settings: Any, tmp_path: Path
) -> None:
    house_is = {"HANDSEL_DATA_DIR": str(tmp_path), "HANDSEL_SECRET_KEY": settings.SECRET_KEY}
    home = {"HANDSEL_TRACKER_HOME": str(tmp_path / "tracker")}
    job = factories.hourly_bound(ada, ben, factories.hourly_terms(work_view=WorkView.OFFERED))
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with up(port, **house_is) as house:
        login = subprocess.Popen(
            [sys.executable, "-m", "handsel_tracker", "login", address, "--no-browser"],
            env={**os.environ, "HANDSEL_TRACKER_KEYRING": "off", "DISPLAY": "", **home},
            stdout=subprocess.PIPE,
            text=True,
        )
        code = login.stdout.readline().split("code=")[1].strip()
        page = f"{APPROVAL}?code={code}"
        assert signed_in(ben).post(page, {"action": "confirm"}).status_code == 302
        words, _ = login.communicate(timeout=60)
        assert f"Signed in as {ben.name}." in words
        assert job.title in run("jobs", **home).stdout
        started = run("start", str(job.pk), "--memo", "Sketches", **home)
        assert (started.returncode, started.stderr) == (0, "")
        house.kill()
    time.sleep(3)
    daemon = _daemon_of(tmp_path)
    os.kill(daemon, 9)
    state = json.loads(run("status", "--json", **home).stdout)
    assert state["tracking"]["job"]["number"] == job.pk
    assert state["problems"] == {}
    time.sleep(3)
    assert "Stopped." in run("stop", **home).stdout
    assert "could not be sent" in run("logout", **home).stderr
    with up(port, **house_is):
        time.sleep(1)
        done = run("logout", **home)
        assert (done.returncode, done.stderr) == (0, "")
    run("quit", **home)
    connection.close()
    segments = ReceivedSegment.objects.values_list("refusal", flat=True)
    assert set(segments) == {""}
    assert 2 <= tracked_seconds() <= 60
    assert faults() == []


def _daemon_of(folder: Path) -> int:
    """The process that holds the lock of the one daemon."""
    words = Path("/proc/locks").read_text(encoding="ascii").splitlines()
    inode = str((folder / "tracker" / "data" / "daemon.lock").stat().st_ino)
    (line,) = [line for line in words if line.split()[5].endswith(f":{inode}")]
    return int(line.split()[4])
