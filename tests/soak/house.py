"""A house served for a soak: a process of its own, and people with sessions."""

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from random import randrange
from typing import Any
from urllib.parse import urlencode

from tests.serving import END_SECONDS_MAX, free_port
from tests.soak import furnish

CSRF = "a" * 32
PROBE_ADDRESS = "127.0.0.9"
"""Where the probe comes from: another address than the load's."""


@dataclass(frozen=True)
class PageAnswer:
    """A response: its status, its body, where it leads, and how long it took."""

    status: int
    body: str
    location: str
    seconds: float


@dataclass
class ServedHouse:
    """A house to serve: its port, what is in it, its folder, how it is started, and its process."""

    port: int
    facts: dict[str, Any]
    folder: Path
    environment: dict[str, str]
    limits: list[str]
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def log(self) -> Path:
        """What its process writes to stderr."""
        return self.folder / "log"

    @property
    def data(self) -> Path:
        """The folder of its data."""
        return self.folder / "data"

    def start(self) -> None:
        """Serve, and wait until it answers."""
        with self.log.open("ab") as lines:
            command = [*self.limits, handsel_command(), "up"]
            self.process = subprocess.Popen(command, env=self.environment, stderr=lines)
        ends_at = time.monotonic() + 30
        while time.monotonic() < ends_at:
            with suppress(OSError):
                self.ask("GET", "/sign-in/")
                return
            time.sleep(0.1)
        raise AssertionError(self.log.read_text())

    def end(self, number: int = signal.SIGTERM) -> None:
        """End its process by a signal."""
        if self.process is not None:
            self.process.send_signal(number)
            self.process.wait(END_SECONDS_MAX)

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
        """How long a person waits who signs in, from another address each time: attempts are counted."""
        form = {"login": furnish.EMAIL.format("ada"), "password": furnish.PASSWORD}
        address = f"127.0.{randrange(2, 250)}.{randrange(1, 250)}"
        answer = self.ask("POST", "/sign-in/", form=form, address=address)
        assert answer.status == 302, (answer.status, re.findall(r"<h1>.*?</h1>", answer.body))
        return answer.seconds

    def resident_mb(self) -> int:
        """The most memory that the process has had."""
        assert self.process is not None
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        match = re.search(r"VmHWM:\s+(\d+) kB", status)
        assert match is not None
        return int(match[1]) // 1024


@contextmanager
def served(
    folder: Path, *, furnishing: str = "tests.soak.furnish", descriptors: int = 0, **settings: str
) -> Iterator[ServedHouse]:
    """A house furnished by a module that serves, with at most so many descriptors if that is given."""
    port = free_port()
    address = {"HANDSEL_PORT": str(port), "HANDSEL_BASE_URL": f"http://127.0.0.1:{port}"}
    environment = environment_of(folder, **address, **settings)
    facts = printed_by(furnishing, environment)
    limits = ["prlimit", f"--nofile={descriptors}:{descriptors}"] if descriptors else []
    house = ServedHouse(port, facts, folder, environment, limits)
    try:
        house.start()
        yield house
    finally:
        house.end()


def environment_of(folder: Path, **settings: str) -> dict[str, str]:
    """What a process needs to be the house in a folder, and nothing of another."""
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("HANDSEL_")},
        "DJANGO_SETTINGS_MODULE": "handsel.config.settings",
        "HANDSEL_DATA_DIR": str(folder / "data"),
        **settings,
    }


def printed_by(module: str, environment: dict[str, str]) -> Any:
    """What a module of Python prints as JSON, in the house of an environment."""
    command = [sys.executable, "-m", module]
    return json.loads(subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True).stdout)


def handsel_command() -> str:
    """Where the command is."""
    return str(Path(sys.executable).with_name("handsel"))
