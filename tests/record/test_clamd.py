"""Asking clamd, a false one and the real one: its verdicts, and what it means when it gives none."""

import socketserver
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from handsel.record import clamd
from handsel.record.clamd import Address, BeyondScanner, ScannerAway, scan
from tests.scanners import CLAMD, INFECTION, STREAM_BYTES_MAX, fake_clamd, real_clamd

Scanner = Callable[[Path], AbstractContextManager[Address]]
REAL = pytest.param(
    real_clamd, marks=pytest.mark.skipif(CLAMD is None, reason="clamd is not installed (clamav-daemon)")
)


@pytest.fixture
def file_of(tmp_path: Path) -> Callable[[bytes], Path]:
    def write(content: bytes) -> Path:
        place = tmp_path / "given"
        place.write_bytes(content)
        return place

    return write


@pytest.mark.parametrize("scanner", [fake_clamd, REAL])
def test_a_scanner_gives_its_verdict(
    scanner: Scanner, tmp_path: Path, file_of: Callable[[bytes], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clamd, "CHUNK_BYTES", 1000)
    with scanner(tmp_path) as address:
        assert scan(address, file_of(b"clean" * 1000)) == ""
        assert scan(address, file_of(b"")) == ""
        assert scan(address, file_of(b"x" * 5000 + INFECTION)).startswith("Handsel.Test")
        with pytest.raises(BeyondScanner):
            scan(address, file_of(b"x" * (4 * STREAM_BYTES_MAX)))


def test_a_scanner_that_is_away_is_said_so(tmp_path: Path, file_of: Callable[[bytes], Path]) -> None:
    for address in (Address(path=str(tmp_path / "nothing")), Address(host="127.0.0.1", port=1)):
        with pytest.raises(ScannerAway):
            scan(address, file_of(b"clean"))


@pytest.mark.parametrize(
    "response", [b"", b"UNKNOWN COMMAND\0", b"stream: Can't open file ERROR\0", b"\xff" * 9000]
)
def test_what_is_no_verdict_is_none(
    response: bytes, tmp_path: Path, file_of: Callable[[bytes], Path]
) -> None:
    class Strange(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(response)

    with fake_clamd(tmp_path, Strange) as address, pytest.raises(ScannerAway):
        scan(address, file_of(b"clean"))


def test_a_scan_that_takes_too_long_is_given_up(
    tmp_path: Path, file_of: Callable[[bytes], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clamd, "SECONDS_MAX", -1)
    with fake_clamd(tmp_path) as address, pytest.raises(ScannerAway, match="too long"):
        scan(address, file_of(b"clean"))
