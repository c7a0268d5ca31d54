"""Extract text in a child process, so that a hostile file harms only that process."""

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from handsel.search.text_extraction.extract_worker import TEXT_BYTES_MAX, UNKNOWN

SECONDS_MAX = 20


@dataclass(frozen=True)
class ExtractedText:
    """The kind of a file, its text as far as it was read, and why no further."""

    kind: str = ""
    text: str = ""
    fault: str = ""


def extract_text(path: Path) -> ExtractedText:
    """Extract text within limits; text read before a fault is kept."""
    command = [sys.executable, "-m", "handsel.search.text_extraction.extract_worker"]
    with path.open("rb") as file, tempfile.TemporaryFile() as output:
        child = subprocess.Popen(
            command, stdin=file, stdout=output, stderr=subprocess.DEVNULL, env=_environment()
        )
        fault = _fault(child)
        output.seek(0)
        kind, _, text = output.read(TEXT_BYTES_MAX + 100).partition(b"\n")
    return ExtractedText(kind.decode("ascii", "ignore")[:10], text.decode("utf-8", "ignore"), fault)


def _fault(child: "subprocess.Popen[bytes]") -> str:
    """Wait for the child; returns why it did not finish, or an empty string."""
    try:
        code = child.wait(SECONDS_MAX)
    except subprocess.TimeoutExpired:
        return "it took too long"
    finally:
        child.kill()
        child.wait()
    if code == UNKNOWN:
        return "its kind is unknown"
    if code < 0:
        return "it went beyond the limits"
    return "it could not be read" if code else ""


def _environment() -> dict[str, str]:
    """The child's environment: only the Python path, no secrets."""
    return {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONDONTWRITEBYTECODE": "1"}
