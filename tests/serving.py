"""Serving the house of a test in a process of its own, at a port of its own."""

import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import Popen

from tests.processes import first_line, handsel

SECONDS_MAX = 5


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        number: int = free.getsockname()[1]
        return number


@contextmanager
def up(port: int) -> Iterator[Popen[str]]:
    """A house that serves; it must be ready in time, of which what others run beside it takes none."""
    with handsel("up", HANDSEL_PORT=str(port)) as house:
        ready = f"Handsel is ready at http://localhost:{port} (listening on 127.0.0.1, port {port}). "
        assert first_line(house) == ready + "Ctrl-C ends it.\n"
        assert worked(house) < SECONDS_MAX
        yield house


def worked(house: Popen[str]) -> float:
    """How many seconds a process has had a processor for."""
    fields = Path(f"/proc/{house.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def ended(house: Popen[str], number: int) -> bool:
    """Whether a house ends cleanly and in time when it is told to."""
    began = time.monotonic()
    house.send_signal(number)
    return house.wait(2 * SECONDS_MAX) == 0 and time.monotonic() - began < SECONDS_MAX
