"""The log of the daemon."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from handsel_tracker.control import log


@pytest.fixture
def handler(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[logging.Handler]:
    """A log that is put aside early."""
    monkeypatch.setattr(log, "LOG_BYTES_MAX", 20_000)
    made = log.keep_log(tmp_path / "daemon.log")
    yield made
    made.close()


def test_a_log_never_fills_the_disk(handler: logging.Handler, tmp_path: Path) -> None:
    record = logging.LogRecord("x", logging.ERROR, "x", 1, "y" * 100_000, None, None)
    for _ in range(20):
        handler.handle(record)
    sizes = {path.name: path.stat().st_size for path in tmp_path.iterdir()}
    assert sorted(sizes) == ["daemon.log", "daemon.log.1"]
    assert all(0 < size <= 20_000 for size in sizes.values())
    assert "(cut)" in (tmp_path / "daemon.log").read_text()
