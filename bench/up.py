"""`handsel up` at rest against 120 MB, ready warm against 3 s; a sample house of 30 jobs against 60 s."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from bench.trial import Contender, Row, Scale, Trial

MEGABYTES_MAX, READY_SECONDS_MAX, SAMPLE_SECONDS_MAX = 120.0, 3.0, 60.0
REST_SECONDS = 5


@contextmanager
def _stage(scale: Scale) -> Iterator[Mapping[str, Contender]]:
    with tempfile.TemporaryDirectory(prefix="handsel-bench-") as folder:
        _handsel("migrate", folder=folder)
        yield {
            "MB": lambda: _idle(folder)[0],
            "MB limit": lambda: MEGABYTES_MAX,
            "ready s": lambda: _idle(folder)[1],
            "ready limit": lambda: READY_SECONDS_MAX,
            "sample s": _sample_seconds,
            "sample limit": lambda: SAMPLE_SECONDS_MAX,
        }


def _idle(folder: str) -> tuple[float, float]:
    """Megabytes of the idle process tree (sum of PSS), and seconds until the first page is served."""
    port = _free_port()
    environment = {**_environment(folder), "HANDSEL_PORT": str(port)}
    began = time.perf_counter()
    house = subprocess.Popen(_command("up"), env=environment, stdout=subprocess.DEVNULL)
    try:
        ready = until_ready(port) - began
        time.sleep(REST_SECONDS)
        return sum(pss(pid) for pid in tree(house.pid)) / 1024, ready
    finally:
        house.send_signal(signal.SIGTERM)
        house.wait(timeout=10)


def _sample_seconds() -> float:
    with tempfile.TemporaryDirectory(prefix="handsel-bench-") as folder:
        _handsel("migrate", folder=folder)
        began = time.perf_counter()
        _handsel("sample", folder=folder)
        return time.perf_counter() - began


def _handsel(command: str, *, folder: str) -> None:
    subprocess.run(_command(command), env=_environment(folder), stdout=subprocess.DEVNULL, check=True)


def _command(command: str) -> list[str]:
    return [str(Path(sys.executable).with_name("handsel")), command]


def _environment(folder: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HANDSEL_", "DJANGO_"))}
    return {**kept, "HANDSEL_DATA_DIR": folder}


@contextmanager
def served() -> Iterator[tuple[int, int]]:
    """Run `handsel up` on the database of this trial; yields its port and pid."""
    port = _free_port()
    with tempfile.TemporaryDirectory(prefix="handsel-bench-") as folder:
        own = {"HANDSEL_PORT": str(port), "HANDSEL_DATA_DIR": folder}
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "handsel.config.settings", **own}
        environment["HANDSEL_SECRET_KEY"] = settings.SECRET_KEY
        house = subprocess.Popen(_command("up"), env=environment, stdout=subprocess.DEVNULL)
        try:
            until_ready(port)
            yield port, house.pid
        finally:
            house.send_signal(signal.SIGTERM)
            house.wait(timeout=10)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until_ready(port: int) -> float:
    """Wait for the sign-in page; returns the time of its first response."""
    for _ in range(600):
        try:
            with urllib.request.urlopen(f"http://localhost:{port}/sign-in/", timeout=5):
                return time.perf_counter()
        except OSError:
            time.sleep(0.02)
    raise AssertionError("the house did not answer")


def tree(pid: int) -> list[int]:
    """A process and its descendants."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(descendant for child in children for descendant in tree(int(child)))]


def pss(pid: int) -> int:
    """The PSS of a process in kilobytes."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("Pss:")))


TRIALS = (
    Trial(
        name="up",
        database="sqlite",
        stage=_stage,
        rows=(
            Row("handsel up at rest (PSS) against 120 MB", "MB", "MB limit", 1, at_most=True),
            Row("handsel up ready, warm, against 3 s", "ready s", "ready limit", 1, at_most=True),
            Row("a sample house of 30 jobs against 60 s", "sample s", "sample limit", 1, at_most=True),
        ),
        unit="",
    ),
)
