"""What the Tracker costs a desktop: processor above a loop that only sleeps, memory, waits, and bytes sent.

A daemon of its own on a virtual desktop, signed in at a house in this process.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from bench.tracker_traffic import sent_in_an_hour, served_house
from bench.trial import Contender, Row, Scale, Trial
from bench.up import tree
from handsel_tracker.control.client import ControlClient, DaemonAway
from handsel_tracker.daemon.account import SignedInAs, keep_account
from handsel_tracker.evidence.device_key import DeviceKey
from handsel_tracker.places.folders import HOME, places
from handsel_tracker.places.secrets import Secrets
from handsel_tracker.screen.port import Wanted
from handsel_tracker.screen.taking import Capture
from handsel_tracker.spool.spool import Spool
from tests.simulated_house import DEVICE
from tests.virtual_desktop import VirtualDesktop, two_monitors
from tests.waiting import until

SLEEPER = "import time\nwhile True: time.sleep(1)"
SETTLING_SECONDS = 10
"""How long a daemon that was started is left alone before it is measured."""


@contextmanager
def _stage(scale: Scale) -> Iterator[Mapping[str, Contender]]:
    seconds = 20 if scale.quick else 100
    with ExitStack() as stack:
        desktop = stack.enter_context(two_monitors())
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="handsel-bench-")))
        own = {HOME: str(folder / "tracker"), "HANDSEL_TRACKER_KEYRING": "off"}
        os.environ |= {**own, "DISPLAY": desktop.display}
        house, key = served_house(stack)
        _sign_in(house, key)
        daemon = stack.enter_context(_program(desktop, "daemon"))
        assert until(_answers)
        figures = _costs(desktop, daemon, seconds)
        figures |= _window(desktop) | _capture(desktop) | sent_in_an_hour(folder)
        print("    " + json.dumps({name: round(figure, 3) for name, figure in figures.items()}))
        yield {name: lambda figure=figure: figure for name, figure in figures.items()}


def _sign_in(house: str, key: DeviceKey) -> None:
    own = places()
    spool = Spool(own.spool)
    account = SignedInAs(house, DEVICE, "Laptop", "Ben")
    keep_account(spool, Secrets(own.secrets), account, key=key, refresh="r")
    spool.database.close()


@contextmanager
def _program(desktop: VirtualDesktop, *words: str) -> Iterator[int]:
    """A process of the Tracker."""
    command = [sys.executable, "-m", "handsel_tracker", *words]
    environment = {**desktop.environment, **os.environ}
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as process:
        try:
            yield process.pid
        finally:
            process.terminate()


def _answers() -> bool:
    try:
        return bool(_ask("jobs"))
    except DaemonAway:
        return False


def _ask(method: str, **params: Any) -> Any:
    with ControlClient() as client:
        return client.ask(method, **params)


def _costs(desktop: VirtualDesktop, daemon: int, seconds: int) -> dict[str, float]:
    """Processor in percent above a loop that sleeps, idle and busy; memory; time to a running timer."""
    time.sleep(SETTLING_SECONDS)
    with subprocess.Popen([sys.executable, "-c", SLEEPER]) as sleeper:
        idle = _percent(daemon, sleeper.pid, seconds)
        number = str(_ask("jobs")[0]["number"])
        command = [sys.executable, "-m", "handsel_tracker", "start", number]
        began = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        started = time.perf_counter() - began
        assert _ask("state")["tracking"]["job"]
        with _hands(desktop, seconds):
            busy = _percent(daemon, sleeper.pid, seconds)
        sleeper.terminate()
    _ask("stop")
    return {"idle": idle, "busy": busy, "daemon": _megabytes(daemon), "start": started * 1000}


def _percent(pid: int, beside: int, seconds: int) -> float:
    """The share of one processor that a process uses more than another, in percent."""
    before = _ran(pid), _ran(beside)
    time.sleep(seconds)
    used = (_ran(pid) - before[0]) - (_ran(beside) - before[1])
    return 100 * used / 1e9 / seconds


def _ran(pid: int) -> int:
    """Nanoseconds for which a process and its children ran; ticks are charged whole at a wake by a timer."""
    paths = (path for child in tree(pid) for path in Path(f"/proc/{child}/task").iterdir())
    return sum(int((path / "schedstat").read_text().split()[0]) for path in paths)


def _megabytes(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024


@contextmanager
def _hands(desktop: VirtualDesktop, seconds: int) -> Iterator[None]:
    """Somebody who types and moves the pointer all the time."""
    moves = [
        "mousemove",
        "--",
        "300",
        "300",
        "sleep",
        "0.004",
        "mousemove",
        "--",
        "301",
        "300",
        "sleep",
        "0.004",
    ]
    command = [
        "timeout",
        str(seconds + 5),
        "sh",
        "-c",
        'while :; do xdotool "$@" key a; done',
        "sh",
        *moves * 25,
    ]
    with subprocess.Popen(command, env=desktop.environment) as hands:
        try:
            yield
        finally:
            hands.terminate()


def _window(desktop: VirtualDesktop) -> dict[str, float]:
    """Seconds until the window is seen, and megabytes of it and the daemon together."""
    began = time.perf_counter()
    with _program(desktop) as pid:
        desktop.run("xdotool", "search", "--sync", "--onlyvisible", "--name", "Handsel Tracker")
        opened = time.perf_counter() - began
        time.sleep(3)
        return {"open": opened, "window": _megabytes(pid)}


def _capture(_desktop: VirtualDesktop) -> dict[str, float]:
    """Milliseconds for which whoever asks for a screenshot waits."""
    waits = []
    for _ in range(5):
        began = time.perf_counter()
        capture = Capture.begin(Wanted(0, ()))
        waits.append(time.perf_counter() - began)
        assert until(lambda capture=capture: capture.poll() is not None)
    return {"blocked": 1000 * sorted(waits)[2]}


TRIALS = (
    Trial(
        name="tracker",
        database="sqlite",
        stage=_stage,
        rows=(
            Row("daemon, idle: % of a processor above a sleeping loop", "idle", "", 0.1, at_most=True),
            Row("daemon, while somebody types and moves: %", "busy", "", 0.3, at_most=True),
            Row("daemon: MB", "daemon", "", 40, at_most=True),
            Row("window: MB", "window", "", 90, at_most=True),
            Row("command to running timer, warm: ms", "start", "", 300, at_most=True),
            Row("window open: s", "open", "", 1, at_most=True),
            Row("daemon blocked by a screenshot: ms", "blocked", "", 50, at_most=True),
            Row("an hour of a page of text, one monitor: kB sent", "hour", "", 600, at_most=True),
            Row("an hour without Work View: kB sent", "bare hour", "", 10, at_most=True),
        ),
        unit="",
        in_quick=False,
    ),
)
