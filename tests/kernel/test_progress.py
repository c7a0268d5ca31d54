"""Progress is said on a terminal and nowhere else."""

import os
import pty
import sys
from io import StringIO

import pytest

from handsel.kernel import progress
from handsel.kernel.progress import ProgressLine


@pytest.fixture(autouse=True)
def _shows_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "SHOW_SECONDS", 0)


def test_a_terminal_is_told_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "w") as terminal, os.fdopen(ours, "rb") as screen:
        monkeypatch.setattr(sys, "stderr", terminal)
        counter = ProgressLine("entries hashed")
        assert list(counter.watch("ab")) == ["a", "b"]
        counter.reach(5_000)
        counter.end()
        shown = b""
        while not shown.endswith(b"\x1b[K"):
            shown += screen.read1()
        lines = shown.decode().split("\r")
    assert [line.split(",")[0] for line in lines[1:3]] == ["1 entries hashed", "2 entries hashed"]
    assert lines[3].startswith("5,000 entries hashed, ")
    assert lines[3].endswith(" a second ")
    assert lines[4] == "\x1b[K"


def test_a_file_is_told_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    file = StringIO()
    monkeypatch.setattr(sys, "stderr", file)
    counter = ProgressLine("entries hashed")
    assert list(counter.watch("ab")) == ["a", "b"]
    counter.end()
    assert file.getvalue() == ""
