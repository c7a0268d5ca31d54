"""A house served for a soak: a process of its own, people with sessions, and what is measured of it."""

import http.client
import json
import os
import re
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.serving import END_SECONDS_MAX, free_port
from tests.soak import furnish

CSRF = "a" * 32
PAGE_SECONDS_MAX, SIGN_IN_SECONDS_MORE_MAX, RESIDENT_MB_MAX = 0.3, 0.3, 400
SECONDS, ATTEMPTS_MAX = 4, 4
"""How long pages are measured, and how often at most."""
PROBE_ADDRESS = "127.0.0.9"
"""Where the probe comes from: another address than the load's."""


@dataclass(frozen=True)
class PageAnswer:
    """A response: its status, its body, where it leads, and how long it took."""

    status: int
    body: str
    location: str
    seconds: float


@dataclass(frozen=True)
class ServedHouse:
    """A served house: its port, its process, what is in it, and its log."""

    port: int
    process: "subprocess.Popen[bytes]"
    facts: dict[str, Any]
    log: Path

    def ask(
        self,
        method: str,
        path: str,
        *,
        person: str = "",
        form: dict[str, str] | None = None,
        address: str = PROBE_ADDRESS,
    ) -> PageAnswer:
        """What a browser gets; the connection is its own."""
        cookies = f"csrftoken={CSRF}" + (f"; sessionid={self.facts['sessions'][person]}" if person else "")
        headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
        body = urlencode({"csrfmiddlewaretoken": CSRF, **form}) if form is not None else None
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=90, source_address=(address, 0))
        with closing(line):
            began = time.monotonic()
            line.request(method, path, body=body, headers=headers)
            response = line.getresponse()
            text = response.read().decode(errors="replace")
            seconds = time.monotonic() - began
            return PageAnswer(response.status, text, response.headers.get("Location", ""), seconds)

    def sign_in(self) -> float:
        """How long a person waits who signs in."""
        form = {"login": furnish.EMAIL.format("ada"), "password": furnish.PASSWORD}
        answer = self.ask("POST", "/sign-in/", form=form)
        assert answer.status == 302, (answer.status, re.findall(r"<h1>.*?</h1>", answer.body))
        return answer.seconds

    def resident_mb(self) -> int:
        """The most memory that the process has had."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        match = re.search(r"VmHWM:\s+(\d+) kB", status)
        assert match is not None
        return int(match[1]) // 1024


@contextmanager
def served(folder: Path, *, descriptors: int = 0, **settings: str) -> Iterator[ServedHouse]:
    """A furnished house that serves, with at most so many descriptors if that is given."""
    port = free_port()
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("HANDSEL_")},
        "DJANGO_SETTINGS_MODULE": "handsel.config.settings",
        "HANDSEL_DATA_DIR": str(folder / "data"),
        "HANDSEL_PORT": str(port),
        "HANDSEL_BASE_URL": f"http://127.0.0.1:{port}",
        **settings,
    }
    made = subprocess.run(
        [sys.executable, "-m", "tests.soak.furnish"], env=environment, stdout=subprocess.PIPE, check=True
    )
    log = folder / "log"
    command = ["prlimit", f"--nofile={descriptors}:{descriptors}"] if descriptors else []
    command += [str(Path(sys.executable).with_name("handsel")), "up"]
    with log.open("wb") as lines, subprocess.Popen(command, env=environment, stderr=lines) as process:
        house = ServedHouse(port, process, json.loads(made.stdout), log)
        try:
            _until_ready(house)
            yield house
        finally:
            process.terminate()
            process.wait(END_SECONDS_MAX)


def _until_ready(house: ServedHouse) -> None:
    ends_at = time.monotonic() + 30
    while time.monotonic() < ends_at:
        try:
            house.ask("GET", "/sign-in/")
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(house.log.read_text())


@dataclass
class Figures:
    """What was measured: seconds of pages and of signing in."""

    pages: list[float] = field(default_factory=list)
    sign_ins: list[float] = field(default_factory=list)
    statuses: set[int] = field(default_factory=set)

    @property
    def page(self) -> float:
        """The 95th percentile."""
        return sorted(self.pages)[int(len(self.pages) * 0.95)]

    @property
    def sign_in(self) -> float:
        """The median."""
        return sorted(self.sign_ins)[len(self.sign_ins) // 2]


def measure(house: ServedHouse, *, sign_ins: int = 3) -> Figures:
    """Ask for two pages again and again, signed in and not, and sign in a few times meanwhile."""
    figures, stop = Figures(), threading.Event()

    def look() -> None:
        while not stop.wait(0.05):
            for path, person in (("/sign-in/", ""), ("/", "ada")):
                answer = house.ask("GET", path, person=person)
                figures.pages.append(answer.seconds)
                figures.statuses.add(answer.status)

    looking = threading.Thread(target=look)
    looking.start()
    try:
        for _ in range(sign_ins):
            time.sleep(SECONDS / sign_ins)
            figures.sign_ins.append(house.sign_in())
    finally:
        stop.set()
        looking.join()
    return figures


def show(line: str) -> None:
    """Print a figure; `make soak` lets it through."""
    sys.stdout.write(f"\n{line}\n")


def hold(house: ServedHouse, name: str, load: Callable[[], AbstractContextManager[list[Any]]]) -> None:
    """Measure without a load and under it, print the figures, and hold them to the limits.

    Other work on the machine disturbs both, so it is tried a few times until the figures hold.
    """
    for _ in range(ATTEMPTS_MAX):
        unloaded = measure(house)
        with load() as answers:
            loaded = measure(house)
        counts = dict(Counter(answers))
        show(
            f"{name}: a page in {loaded.page * 1000:.0f} ms (unloaded {unloaded.page * 1000:.0f}), "
            f"signing in {loaded.sign_in * 1000:.0f} ms (unloaded {unloaded.sign_in * 1000:.0f}), "
            f"{house.resident_mb()} MB, answers {counts}"
        )
        assert loaded.statuses == {200}
        assert house.resident_mb() <= RESIDENT_MB_MAX
        sign_in_max = unloaded.sign_in + SIGN_IN_SECONDS_MORE_MAX
        if loaded.page <= PAGE_SECONDS_MAX and loaded.sign_in <= sign_in_max:
            return
    raise AssertionError(f"{name} keeps people waiting")
