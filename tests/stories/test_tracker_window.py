"""The Tracker's window on a desktop, and a browser: three blocks, one redacted, one deleted, and paid."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import Any

import mss
import mss.tools
import pytest
from playwright.sync_api import Browser

from handsel.kernel import clock
from handsel.people.models import Person
from handsel.record.log import keys
from handsel.work.hours.hourly_terms import WorkView
from handsel.work.hours.models import ReceivedSegment, Shot
from handsel.work.hours.pay import amount
from handsel.work.hours.shots.lifecycle import ShotState
from handsel.work.jobs.models import Job
from handsel_tracker.control.methods import Methods
from handsel_tracker.control.server import ControlServer
from handsel_tracker.daemon import previews
from handsel_tracker.daemon.program import Desktop, Program
from handsel_tracker.house.client import HouseAnswer, HouseAway, HouseClient
from handsel_tracker.places.folders import HOME, places
from handsel_tracker.places.secrets import Secrets
from handsel_tracker.screen import taking
from handsel_tracker.spool.spool import Spool
from handsel_verify.bundles import check
from tests import factories
from tests.auditing import faults
from tests.balances import earnings
from tests.conftest import FrozenClock
from tests.simulated_device import SimulatedClock, SimulatedInputs
from tests.stories.people import Seat, seat, work_all
from tests.stories.screenshots import is_shooting
from tests.stories.test_award_to_paid import withdraws
from tests.time_travel import let_pass
from tests.tracked_week import bundle_of
from tests.virtual_desktop import VirtualDesktop, two_monitors
from tests.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
COVERS = ("handsel_tracker.window.app",)
TITLE = "Handsel Tracker"


class SeenLaptop:
    """Ben's laptop: the daemon on clocks that the story moves, its socket, and the window on a desktop."""

    def __init__(self, desktop: VirtualDesktop, folder: Path, shared_clock: FrozenClock) -> None:
        self.desktop, self.folder, self.shared_clock = desktop, folder, shared_clock
        self.clock = SimulatedClock()
        own = places()
        screen = Desktop(SimulatedInputs(), taking.Capture.begin, taking.redact)
        self.program = Program(Spool(own.spool), Secrets(own.secrets), self.clock, screen)
        self.ended = Event()
        self.server = ControlServer(own.socket, Methods(self.program, self.ended, list), self.ended)
        self.program.changed = self.server.state_changed
        self.is_online = True
        self.server.serve()

    def runs(self, seconds: int) -> None:
        """Let time pass, and wait for each screenshot, which takes a real moment."""
        for second in range(seconds):
            self.clock.passes(1)
            self.shared_clock(self.clock.now())
            self.program.engine.tick()
            while self.program.engine.camera.running is not None:
                self.program.engine.camera.look()
            if second % 30 == 0:
                self.program.sender.step()

    def commands(self, *words: str) -> str:
        """Use the command line beside the window."""
        command = [sys.executable, "-m", "handsel_tracker", *words]
        ran = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
        return ran.stdout

    def shots(self) -> list[dict[str, Any]]:
        """The screenshots that are on it, the newest first."""
        return [shot for shot in previews.shot_views(self.program.engine) if shot["has_picture"]]

    def state(self) -> dict[str, Any]:
        """What the daemon says."""
        return self.program.state()


class Window:
    """The window: what a person sees of it, and does."""

    def __init__(self, desktop: VirtualDesktop) -> None:
        self.desktop = desktop
        self.number = desktop.run("xdotool", "search", "--sync", "--onlyvisible", "--name", TITLE).split()[-1]
        desktop.run("xdotool", "windowactivate", "--sync", self.number)

    def types(self, words: str) -> None:
        """Type something."""
        self.desktop.run("xdotool", "type", "--delay", "5", words)

    def presses(self, *keys: str) -> None:
        """Press keys, one after the other, each once the window rests."""
        for key in keys:
            self.rests()
            self.desktop.run("xdotool", "key", key)

    def rests(self) -> None:
        """Wait until what is seen changes no more."""
        seen = b""
        while seen != (seen := self.pixels()):
            time.sleep(0.4)

    def looks(self, name: str) -> None:
        """With HANDSEL_SHOTS set, take a picture of the desktop."""
        self.rests()
        if is_shooting():
            with mss.MSS() as screen:
                taken = screen.grab(screen.monitors[0])
                mss.tools.to_png(taken.rgb, taken.size, output=f"shots/tracker-{name}.png")

    def pixels(self) -> bytes:
        """What is seen on the desktop."""
        with mss.MSS() as screen:
            return bytes(screen.grab(screen.monitors[0]).rgb)


@pytest.fixture
def desktop() -> Iterator[VirtualDesktop]:
    with two_monitors() as desktop:
        yield desktop


@pytest.fixture
def laptop(
    desktop: VirtualDesktop,
    tmp_path: Path,
    shared_clock: FrozenClock,
    monkeypatch: pytest.MonkeyPatch,
    settings: Any,
) -> Iterator[SeenLaptop]:
    settings.IDP_OIDC_DEVICE_CODE_INTERVAL = 1
    monkeypatch.setenv("HANDSEL_TRACKER_KEYRING", "off")
    monkeypatch.setenv(HOME, str(tmp_path / "tracker"))
    monkeypatch.setenv("DISPLAY", desktop.display)
    made = SeenLaptop(desktop, tmp_path, shared_clock)
    send = HouseClient.send

    def send_if_online(client: HouseClient, *request: Any) -> HouseAnswer:
        if not made.is_online:
            raise HouseAway("The network is unreachable.")
        return send(client, *request)

    monkeypatch.setattr(HouseClient, "send", send_if_online)
    yield made
    made.ended.set()
    made.server.close()
    made.program.spool.database.close()


@pytest.fixture
def window(laptop: SeenLaptop, desktop: VirtualDesktop) -> Iterator[Window]:
    command = [sys.executable, "-m", "handsel_tracker"]
    with subprocess.Popen(command, env={**desktop.environment, **own_environment()}) as process:
        yield Window(desktop)
        process.terminate()


def own_environment() -> dict[str, str]:
    return {name: os.environ[name] for name in (HOME, "HANDSEL_TRACKER_KEYRING")} | {"BROWSER": "true"}


def waits(holds: Callable[[], object]) -> None:
    assert until(holds), "it never held"


def test_a_day_with_the_window_is_paid(
    laptop: SeenLaptop,
    window: Window,
    browser: Browser,
    live_server: Any,
    ada: Person,
    ben: Person,
    tmp_path: Path,
) -> None:
    factories.rich(ada)
    job = factories.hourly_bound(ada, ben, factories.hourly_terms(work_view=WorkView.OFFERED))
    factories.week_funded(ada, factories.week_of(job))
    freelancer = seat(browser, live_server.url, ben)

    window.types(live_server.url)
    window.presses("Return")
    waits(lambda: (laptop.state()["sign_in"] or {}).get("code"))
    freelancer.page.goto(laptop.state()["sign_in"]["address"])
    freelancer.clicks("Connect")
    waits(lambda: laptop.program.engine is not None)
    laptop.program.sender.step()
    laptop.runs(4)
    waits(lambda: laptop.program.engine.jobs)
    laptop.commands("settings", "monitor", "0")

    window.presses("Return")
    window.presses("Return")
    waits(lambda: laptop.state()["tracking"]["job"])
    laptop.runs(2 * 720)
    laptop.is_online = False
    laptop.runs(720)
    window.looks("running")
    window.presses("Return")
    waits(lambda: laptop.state()["tracking"]["job"] is None)
    laptop.runs(30)
    assert laptop.state()["away"]
    assert not ReceivedSegment.objects.filter(seq=3).exists()

    window.presses("ctrl+3", "Tab", "Tab", "Return", "Insert", "shift+Right")
    window.looks("redacting")
    window.presses("Return")
    waits(lambda: any(shot["redactions"] for shot in laptop.shots()))
    window.looks("screenshots")
    latest = laptop.shots()[-1]["shot"]
    assert "Deleted." in laptop.commands("delete", latest[:12])

    laptop.is_online = True
    laptop.runs(720)
    work_all()
    assert set(ReceivedSegment.objects.values_list("refusal", "is_backdated")) == {("", False)}
    states = sorted(Shot.objects.values_list("state", "redactions"))
    assert states == [(ShotState.DELETED, 0), (ShotState.KEPT, 0), (ShotState.KEPT, 1)]
    is_paid(laptop, job, seat(browser, live_server.url, ada), freelancer)
    report = check(bundle_of(job, tmp_path / "bundle.zip", clock.now()), keys.signer().key)
    assert report.faults == []
    assert any("tracked time is as it was signed" in line for line in report.holds)
    assert faults() == []


def is_paid(laptop: SeenLaptop, job: Job, client: Seat, freelancer: Seat) -> None:
    """Monday submits, the client looks at it, the review ends, and the freelancer withdraws."""
    let_pass(laptop.shared_clock, days=7)
    sheet = factories.week_of(job).sheet
    assert len(sheet.protected_blocks) == ReceivedSegment.objects.count() - 1
    client.opens(f"/jobs/{job.pk}/timesheet/")
    client.reads("Protected")
    client.looks("timesheet-tracked")
    let_pass(laptop.shared_clock, days=8)
    earned = amount(sheet.seconds, 2_000)
    assert earnings(freelancer.person).minor == earned
    withdraws(freelancer, f"{earned / 100:.2f}", is_confirmed=False)
