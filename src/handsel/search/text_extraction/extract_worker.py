"""The child process that reads a file; it limits itself before reading any byte."""

import os
import resource
import sys
from collections.abc import Iterator
from typing import BinaryIO

CPU_SECONDS_MAX = 10
MEMORY_BYTES_MAX = 768 * 1024 * 1024
TEXT_BYTES_MAX = 1_000_000
"""The limit of a file's text; the rest is not searched."""

UNKNOWN = 3
"""The exit code for an unsupported file type."""


def main() -> int:
    """Read a file from stdin; write its kind on one line, then its text, to stdout."""
    bound()
    from handsel.search.text_extraction.kinds import reader_of

    match = reader_of(sys.stdin.buffer)
    if match is None:
        return UNKNOWN
    kind, reader = match
    _write(kind.encode() + b"\n")
    for part in limited(reader(sys.stdin.buffer)):
        _write(part)
    return 0


def bound() -> None:
    """Limit time, memory and output for good; no core dump."""
    for limit, most in (
        (resource.RLIMIT_CPU, CPU_SECONDS_MAX),
        (resource.RLIMIT_AS, MEMORY_BYTES_MAX),
        (resource.RLIMIT_FSIZE, TEXT_BYTES_MAX + 100),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (most, most))
    os.nice(10)


def limited(parts: Iterator[str]) -> Iterator[bytes]:
    """The parts in UTF-8 up to the limit, without cutting a character."""
    left = TEXT_BYTES_MAX
    for part in parts:
        data = part.replace("\0", " ").encode("utf-8", "ignore")[:left]
        yield data.decode("utf-8", "ignore").encode()
        left -= len(data)
        if left <= 0:
            return


def _write(data: bytes) -> None:
    out: BinaryIO = sys.stdout.buffer
    out.write(data)
    out.flush()


if __name__ == "__main__":
    sys.exit(main())
