"""Scan files with clamd: its INSTREAM command, over a Unix or TCP socket."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from struct import pack
from time import monotonic

CHUNK_BYTES = 256 * 1024
SILENCE_SECONDS_MAX = 60
SECONDS_MAX = 110
"""How long one scan may take: less than the lease of a task."""


class ScannerAway(Exception):
    """The scanner is unreachable, disconnected, or gave no valid verdict."""


class BeyondScanner(Exception):
    """The file is larger than the scanner's limit."""


@dataclass(frozen=True)
class Address:
    """Where clamd listens: a socket file, or a host and port."""

    path: str = ""
    host: str = ""
    port: int = 0


def scan(address: Address, place: Path) -> str:
    """Scan a file; returns the name of the infection, or an empty string.

    Raises `ScannerAway` (temporary) and `BeyondScanner` (permanent).
    """
    try:
        with _connected(address) as line:
            answer = _instream(line, place)
    except OSError as error:
        raise ScannerAway(str(error)) from error
    verdict = answer.removeprefix("stream: ")
    if verdict == "OK":
        return ""
    if verdict.endswith(" FOUND"):
        return verdict.removesuffix(" FOUND")
    if "size limit exceeded" in verdict:
        raise BeyondScanner
    raise ScannerAway(f"clamd said {answer!r}")


def _connected(address: Address) -> socket.socket:
    if not address.path:
        return socket.create_connection((address.host, address.port), SILENCE_SECONDS_MAX)
    line = socket.socket(socket.AF_UNIX)
    try:
        line.settimeout(SILENCE_SECONDS_MAX)
        line.connect(address.path)
    except OSError:
        line.close()
        raise
    return line


def _instream(line: socket.socket, place: Path) -> str:
    """Stream a file and read the response; a scanner may respond and disconnect before the end."""
    try:
        line.sendall(b"zINSTREAM\0")
        for piece in _pieces(place):
            line.sendall(pack("!I", len(piece)) + piece)
        line.sendall(pack("!I", 0))
    except (BrokenPipeError, ConnectionResetError):
        pass
    response = b""
    while b"\0" not in response and len(response) < 4096 and (more := line.recv(4096)):
        response += more
    return response.split(b"\0")[0].decode(errors="replace")


def _pieces(place: Path) -> Iterator[bytes]:
    ends_at = monotonic() + SECONDS_MAX
    with place.open("rb") as file:
        while piece := file.read(CHUNK_BYTES):
            if monotonic() > ends_at:
                raise TimeoutError("the scan took too long")
            yield piece
