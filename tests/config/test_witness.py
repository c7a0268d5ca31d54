"""`handsel witness`: a process that needs no house, answers over HTTP, and remembers when it is killed."""

import asyncio
import signal
import threading
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from subprocess import Popen
from typing import Any
from unittest.mock import patch

import pytest

from handsel.config import witness, workers
from handsel.record.log import keyfiles
from handsel.record.log.cosignatures import witnessed
from handsel.record.log.keys import signer
from handsel.record.log.witness import BODY_BYTES_MAX, Witness
from handsel.record.models import Cosignature, SignedCheckpoint
from handsel_verify.notes import Key, key_from, note_from
from tests.processes import first_line, handsel
from tests.record.log.test_writer import say
from tests.waiting import until
from tests.witnessing import Log

COVERS = ("handsel.config.listen_socket",)
LOG = Log()
NO_HOUSE = {
    "DJANGO_SETTINGS_MODULE": "nowhere",
    "HANDSEL_DATABASE_URL": "nonsense",
    "HANDSEL_MODE": "nonsense",
}


@contextmanager
def running(folder: Path, log: Key) -> Iterator[tuple[Popen[str], int, Key]]:
    """A witness in a process of its own: the process, its port, its key."""
    options = [
        "--listen",
        "127.0.0.1:0",
        "--folder",
        str(folder),
        "--log",
        str(log),
        "--name",
        "witness.example",
    ]
    with handsel("witness", *options, **NO_HOUSE) as process:
        line = first_line(process)
        assert line.endswith("Ctrl-C ends it. Its key:\n"), process.stderr and process.stderr.read()
        yield process, int(line.partition("port ")[2].partition(".")[0]), key_from(first_line(process))


def post(port: int, body: bytes, path: str = "/add-checkpoint", method: str = "POST") -> tuple[int, str, str]:
    asking = HTTPConnection("127.0.0.1", port, timeout=10)
    asking.request(method, path, body)
    answer = asking.getresponse()
    response = answer.status, answer.headers["Content-Type"], answer.read().decode()
    asking.close()
    return response


def test_it_answers_over_http_and_ends_when_told(tmp_path: Path) -> None:
    with running(tmp_path / "folder", LOG.signer.key) as (process, port, key):
        status, _, line = post(port, LOG.request(0, 5))
        assert status == 200
        assert note_from(str(LOG.note(5)) + line).signed_by(key)
        assert post(port, LOG.request(0, 8)) == (409, "text/x.tlog.size", "5\n")
        assert post(port, LOG.request(5, 8).replace(b"log.example", b"who.example"))[0] == 404
        assert post(port, bytes(BODY_BYTES_MAX + 1))[0] == 400
        assert post(port, b"", "/")[0] == 404
        assert post(port, b"", method="GET")[0] == 405
        process.send_signal(signal.SIGTERM)
        assert process.wait(5) == 0


def test_killed_and_begun_again_it_remembers(tmp_path: Path) -> None:
    with running(tmp_path / "folder", LOG.signer.key) as (process, port, first):
        assert post(port, LOG.request(0, 5))[0] == 200
        process.kill()
    with running(tmp_path / "folder", LOG.signer.key) as (_, port, second):
        assert first == second
        assert post(port, Log(LOG.signer, forked=4).request(5, 8))[0] == 422
        assert post(port, LOG.request(0, 8))[2] == "5\n"


def test_a_folder_has_one_witness(tmp_path: Path) -> None:
    options = ["--listen", "127.0.0.1:0", "--folder", str(tmp_path / "folder"), "--log", str(LOG.signer.key)]
    with running(tmp_path / "folder", LOG.signer.key), handsel("witness", *options, **NO_HOUSE) as second:
        assert "another witness works in" in second.communicate(timeout=20)[1]
        assert second.returncode == 1


@pytest.mark.django_db(transaction=True)
def test_a_house_has_what_it_signs_co_signed(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "SIGNING_SECONDS", 0)
    monkeypatch.setattr(workers, "TASK_HANDLERS", {})
    house = signer(make=True).key
    with running(tmp_path / "folder", house) as (_, port, key):
        settings.WITNESSES = {f"http://127.0.0.1:{port}": key}
        with workers.running_workers(10):
            for size in (1, 2):
                say()
                assert until(lambda size=size: Cosignature.objects.filter(checkpoint=size).exists())
                assert until(lambda: "witness" not in [thread.name for thread in threading.enumerate()])
    newest = note_from(witnessed(SignedCheckpoint.objects.get(size=2)))
    assert newest.signed_by(house)
    assert newest.signed_by(key)


class StubServer:
    """What runs in place of a server, and takes no request."""

    def run(self, sockets: list[Any]) -> None:
        """End at once."""


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"listen": "here"}, "expected HOST:PORT"),
        ({"listen": "127.0.0.1:99999"}, "expected HOST:PORT"),
        ({"listen": "203.0.113.1:8100"}, "give --listen another"),
        ({"log": ["nonsense"]}, "not an Ed25519 key"),
        ({"name": "two words"}, "cannot be called"),
    ],
)
def test_what_is_wrong_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changes: dict[str, Any], sentence: str
) -> None:
    monkeypatch.setattr(witness, "exit_on_signal", lambda: None)
    options = {"listen": "127.0.0.1:0", "folder": str(tmp_path), "log": [str(LOG.signer.key)], "name": "w"}
    with pytest.raises(SystemExit, match=sentence):
        witness.main(Namespace(**(options | changes)))


def test_the_first_key_is_called_after_the_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(witness, "exit_on_signal", lambda: None)
    monkeypatch.setattr(witness, "_server", lambda _witness: StubServer())
    monkeypatch.setattr(witness.socket, "gethostname", lambda: "machine")
    options = {"listen": "[::1]:0", "folder": str(tmp_path), "log": [str(LOG.signer.key)], "name": ""}
    witness.main(Namespace(**options))
    assert "PRIVATE+KEY+machine+" in (tmp_path / "witness-key").read_text()


def answered(tmp_path: Path, receive: Any) -> int:
    """The status with which the application answers what it receives."""
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    app = witness.App(Witness(tmp_path, [LOG.signer.key], "witness.example"))
    asyncio.run(app({"path": witness.PATH, "method": "POST"}, receive, send))
    status: int = sent[0]["status"]
    return status


def test_a_body_that_never_ends_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def never() -> dict[str, Any]:
        await asyncio.sleep(60)
        return {}

    async def endless() -> dict[str, Any]:
        return {"body": bytes(10_000), "more_body": True}

    monkeypatch.setattr(witness, "BODY_SECONDS_MAX", 0.05)
    assert answered(tmp_path, never) == 408
    monkeypatch.setattr(witness, "BODY_SECONDS_MAX", 10)
    assert answered(tmp_path, endless) == 400


def test_what_it_cannot_remember_it_does_not_sign(tmp_path: Path) -> None:
    async def whole() -> dict[str, Any]:
        return {"body": LOG.request(0, 5)}

    keyfiles.make(tmp_path / "witness-key", "witness.example", 4)
    with patch.object(keyfiles, "write", side_effect=OSError("no space left")):
        assert answered(tmp_path, whole) == 500
