"""The listening socket of a server process."""

import errno
import socket
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def listen_socket(host: str, port: int, *, otherwise: str) -> Iterator[socket.socket]:
    """Open the listening socket. If it fails, exit with a sentence that says how to choose another."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        opened = socket.create_server((host, port), family=family, backlog=1024)
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        reason = "is taken" if taken else f"cannot be opened ({error.strerror})"
        raise SystemExit(
            f"handsel: port {port} on {host} {reason}; {otherwise}, or stop what holds it."
        ) from None
    with opened:
        yield opened
