"""Serving the house of a test in a process of its own, at a port of its own."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from subprocess import Popen

from tests.processes import first_line, handsel

END_SECONDS_MAX = 60
"""How long a house may take to end, on a machine that does much else."""


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        number: int = free.getsockname()[1]
        return number


@contextmanager
def up(port: int, **environment: str) -> Iterator[Popen[str]]:
    """A house that serves."""
    with handsel("up", HANDSEL_PORT=str(port), **environment) as house:
        ready = f"Handsel is ready at http://localhost:{port} (listening on 127.0.0.1, port {port}). "
        assert first_line(house) == ready + "Ctrl-C ends it.\n"
        yield house


def ended(house: Popen[str], number: int) -> bool:
    """Whether a house ends cleanly when it is told to; it fails where it does not end."""
    house.send_signal(number)
    return house.wait(END_SECONDS_MAX) == 0
