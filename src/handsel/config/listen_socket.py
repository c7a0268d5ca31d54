"""The socket that a process of the house answers on."""

import errno
import socket
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def listen_socket(host: str, port: int, *, otherwise: str) -> Iterator[socket.socket]:
    """The socket to answer on; exits with a sentence that says how to take another when it cannot be had."""
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
