"""Virus scanners for tests: one that speaks as clamd does, and clamd itself with a signature of ours."""

import shutil
import socket
import socketserver
import struct
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from handsel.record.clamd import Address

CLAMD = shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin")
INFECTION = b"this is the handsel test virus, which harms nobody"
STREAM_BYTES_MAX = 1024 * 1024


class _Answer(socketserver.StreamRequestHandler):
    """One scan, as the manual of clamd describes INSTREAM."""

    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while length := struct.unpack("!I", self.rfile.read(4))[0]:
            content += self.rfile.read(length)
            if len(content) > STREAM_BYTES_MAX:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
        verdict = b"Handsel.Test FOUND" if INFECTION in content else b"OK"
        self.wfile.write(b"stream: " + verdict + b"\0")


class ScannerServer(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True


@contextmanager
def fake_clamd(folder: Path, answer: type[socketserver.StreamRequestHandler] = _Answer) -> Iterator[Address]:
    """A scanner at a socket in a folder."""
    path = str(folder / "clamd")
    with ScannerServer(path, answer) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield Address(path=path)
        finally:
            server.shutdown()
            Path(path).unlink()


@contextmanager
def real_clamd(folder: Path) -> Iterator[Address]:
    """clamd of this machine, with a database that holds our one signature, at a socket in a folder."""
    (folder / "own.ndb").write_text(f"Handsel.Test:0:*:{INFECTION.hex()}\n")
    lines = [f"LocalSocket {folder}/real", f"DatabaseDirectory {folder}", "Foreground yes"]
    lines += [f"StreamMaxLength {STREAM_BYTES_MAX}", f"TemporaryDirectory {folder}"]
    (folder / "clamd.conf").write_text("\n".join(lines) + "\n")
    assert CLAMD is not None
    command = [CLAMD, "--config-file", str(folder / "clamd.conf")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            _until_it_answers(folder / "real", process)
            yield Address(path=str(folder / "real"))
        finally:
            process.kill()


def _until_it_answers(path: Path, process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line)
        if path.exists():
            with socket.socket(socket.AF_UNIX) as line_to_it:
                line_to_it.connect(str(path))
            return
    raise AssertionError("".join(lines))
