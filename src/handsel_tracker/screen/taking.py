"""Taking and changing pictures in a process of their own, so that the daemon stays small and never waits."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from io import BytesIO
from threading import Thread
from typing import Any

from handsel_tracker.screen.child_protocol import read_frame, read_pictures, write_frame
from handsel_tracker.screen.port import Box, CaptureFailed, Picture, Wanted
from handsel_tracker.timing.clocks import SystemClock

SECONDS_MAX = 40
"""Longer than large screens take on a slow machine."""
ASK_SECONDS_MAX = 120
"""How long a person may think about the question of the desktop."""


class Capture:
    """A screenshot on its way."""

    def __init__(self, job: str, head: dict[str, Any], seconds: float) -> None:
        self._result: list[Picture] | CaptureFailed | None = None
        self._process = _start(job)
        self._thread = Thread(target=self._wait, args=(head, seconds), daemon=True)
        self._thread.start()

    @classmethod
    def begin(cls, wanted: Wanted, seconds: float = SECONDS_MAX) -> Capture:
        """Start a process that takes it, and come back at once."""
        asked_ms = SystemClock().read().boot_ms
        head = {"monitor": wanted.monitor, "excluded": wanted.excluded, "asked_ms": asked_ms}
        return cls("take", head, seconds)

    @classmethod
    def ask(cls) -> Capture:
        """Have the desktop ask the person for permission, once; ends with no pictures, or why not."""
        return cls("ask", {}, ASK_SECONDS_MAX)

    def poll(self) -> list[Picture] | None:
        """The pictures once they are there, None until then; raises `CaptureFailed` if there will be none."""
        if isinstance(self._result, CaptureFailed):
            raise self._result
        return self._result

    def cancel(self) -> None:
        """End the process; what it took is gone."""
        self._process.kill()

    def _wait(self, head: dict[str, Any], seconds: float) -> None:
        try:
            self._result = read_pictures(_finish(self._process, head, [], seconds))
        except CaptureFailed as failure:
            self._result = failure
        except (OSError, ValueError, KeyError):
            self._result = CaptureFailed(
                "The program that takes screenshots ended early.",
                "Run “handsel-tracker doctor”.",
            )


def redact(content: bytes, boxes: Sequence[Box], style: str = "solid") -> Picture:
    """The picture with boxes made unreadable, `solid` or `mosaic`, and how many touched it; blocks for about
    a second.
    """
    plain = [(box.x, box.y, box.width, box.height) for box in boxes]
    return _changed("redact", {"boxes": plain, "style": style}, content)


def look_at_desktop(context: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    """The checks of `handsel_tracker.screen.checks`; blocks for seconds."""
    head, _contents = read_frame(_finish(_start("checks"), context, [], SECONDS_MAX))
    return [(name, state, sentence, way_out) for name, state, sentence, way_out in head["checks"]]


def child_command(job: str) -> list[str]:
    """How the process is started, also from a bundle, which has no `python -m`."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--child", job]
    return [sys.executable, "-m", "handsel_tracker.screen.child", job]


def _changed(job: str, head: dict[str, Any], content: bytes) -> Picture:
    (picture,) = read_pictures(_finish(_start(job), head, [content], SECONDS_MAX))
    return picture


def _start(job: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(child_command(job), stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def _finish(
    process: subprocess.Popen[bytes], head: dict[str, Any], contents: list[bytes], seconds: float
) -> BytesIO:
    """Send the frame, wait for the end, and give what the process wrote."""
    frame = BytesIO()
    write_frame(frame, head, *contents)
    with process:
        try:
            written, _errors = process.communicate(frame.getvalue(), timeout=seconds)
        except subprocess.TimeoutExpired as expired:
            process.kill()
            raise CaptureFailed(
                f"The desktop did not answer within {seconds:.0f} seconds.",
                "Look whether it asks for permission, or run “handsel-tracker doctor”.",
            ) from expired
    return BytesIO(written)
