"""Having a file read in a child process, so that a hostile one harms nobody but its own reader."""

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
    """What is in a file: its kind, its text as far as it was read, and why no further."""

    kind: str = ""
    text: str = ""
    fault: str = ""


def extract_text(path: Path) -> ExtractedText:
    """Read a file within limits of time, memory and length; what was read before a fault is kept."""
    command = [sys.executable, "-m", "handsel.search.text_extraction.extract_worker"]
    with path.open("rb") as file, tempfile.TemporaryFile() as output:
        child = subprocess.Popen(
            command, stdin=file, stdout=output, stderr=subprocess.DEVNULL, env=_surroundings()
        )
        fault = _fault(child)
        output.seek(0)
        kind, _, text = output.read(TEXT_BYTES_MAX + 100).partition(b"\n")
    return ExtractedText(kind.decode("ascii", "ignore")[:10], text.decode("utf-8", "ignore"), fault)


def _fault(child: "subprocess.Popen[bytes]") -> str:
    """What kept the child from reading to the end."""
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


def _surroundings() -> dict[str, str]:
    """No secret of the house: only where its code is."""
    return {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONDONTWRITEBYTECODE": "1"}
