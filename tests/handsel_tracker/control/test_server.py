"""The socket of the daemon: its own person alone, one answer for each request, and a stream of states."""

import json
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from handsel_tracker.control import client as clients
from handsel_tracker.control import main, server
from handsel_tracker.control.client import ControlClient, DaemonAway, DaemonRefused, daemon_command
from handsel_tracker.control.methods import Methods
from handsel_tracker.control.server import ControlServer
from handsel_tracker.places.folders import HOME, Places, places
from tests.simulated_device import SimulatedDevice
from tests.simulated_house import JOB

COVERS = (
    "handsel_tracker.control.client",
    "handsel_tracker.control.main",
    "handsel_tracker.control.methods",
)


class Served:
    """A device whose daemon answers on a socket."""

    def __init__(self, device: SimulatedDevice, path: Path) -> None:
        self.device, self.path, self.ended = device, path, Event()
        methods = Methods(device.program, self.ended, lambda: [("Screen", "ok", "It is seen.", "")])
        self.server = ControlServer(path, methods, self.ended)
        self.server.serve()

    def ask(self, method: str, **fields: Any) -> Any:
        """Ask it."""
        with ControlClient(self.path) as client:
            return client.ask(method, **fields)


@pytest.fixture
def served(device: SimulatedDevice, tmp_path: Path) -> Iterator[Served]:
    """A daemon on a socket."""
    made = Served(device, tmp_path / "socket")
    yield made
    made.ended.set()
    made.server.close()


def test_a_block_from_start_to_preview_by_requests_alone(served: Served) -> None:
    assert [job["number"] for job in served.ask("jobs")] == [24, 25]
    served.ask("start", job="24", memo="Plate index")
    served.device.runs(720)
    served.ask("switch", job="25")
    served.device.runs(30)
    served.ask("stop")
    state = served.ask("state")
    assert state["tracking"]["job"] is None
    (shot,) = served.ask("shots")[-1:]
    assert served.ask("shot", shot=shot["shot"]) == "cGljdHVyZSAxIG9mIDA="
    new = served.ask("redact", shot=shot["shot"], boxes=[[1, 2, 3, 4]])
    assert served.ask("send_now", shot=new) == 1
    served.ask("delete", shot=new)
    served.ask("memo", text="Plates 1 to 4", segment=shot["segment"])
    served.ask("delete", segment=shot["segment"])
    assert served.ask("days")[0]["blocks"][0]["job"] == JOB
    assert served.ask("verify")["faults"] == []
    assert [row["block_s"] for row in served.ask("export")["segments"]]
    assert served.ask("doctor") == [["Screen", "ok", "It is seen.", ""]]


def test_choices_and_answers_by_requests(served: Served) -> None:
    served.ask("start", job="24")
    served.ask("memo", text="Plate index")
    served.ask("work_view", on=False)
    served.ask("hold", on=True)
    assert served.ask("settings", name="monitor", value=0)["hold_all"] is True
    served.device.inputs.typing = False
    served.device.runs(610)
    (question,) = served.ask("state")["tracking"]["questions"]
    assert served.ask("answer", question=question["question"], keep=True) >= 600
    (notice,) = [row for row in served.ask("state")["tracking"]["notices"] if row["kind"] == "idle"]
    served.ask("seen", notice=notice["number"])
    assert "idle" not in {row["kind"] for row in served.ask("state")["tracking"]["notices"]}


@pytest.mark.parametrize(
    ("request_fields", "words"),
    [
        ({"method": "fly"}, "does not know"),
        ({"method": "start"}, "not complete"),
        ({"method": "redact", "shot": "x", "boxes": [[1]]}, "not complete"),
        ({"method": "redact", "shot": "x", "boxes": [[1e999, 0, 1, 1]]}, "could not do this"),
        ({"method": "shot", "shot": "none"}, "no such screenshot"),
        ({"method": "login", "house": "https://h"}, "Sign out first"),
    ],
)
def test_what_cannot_be_done_is_said_in_words(
    served: Served, request_fields: dict[str, Any], words: str
) -> None:
    with pytest.raises(DaemonRefused, match=words):
        served.ask(**request_fields)


def test_signed_out_nothing_is_started(served: Served) -> None:
    served.device.house.revoked = True
    served.device.runs(310)
    with pytest.raises(DaemonRefused, match="no longer knows"):
        served.ask("start", job="24")
    served.ask("logout", force=True)
    with pytest.raises(DaemonRefused, match="Nobody is signed in"):
        served.ask("jobs")


def test_who_watches_hears_each_change(served: Served) -> None:
    client = ControlClient(served.path)
    states = client.watch()
    assert next(states)["tracking"]["job"] is None
    served.device.program.changed = served.device.engine.changed = served.server.state_changed
    served.ask("start", job="24")
    assert any(next(states)["tracking"]["job"] for _ in range(3))
    client.close()


def test_the_socket_is_its_persons_alone(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    assert served.path.stat().st_mode & 0o777 == 0o600
    monkeypatch.setattr(server.os, "getuid", lambda: 4711)
    with pytest.raises(DaemonAway):
        served.ask("state")


def test_what_is_no_request_ends_the_connection_and_nothing_else(served: Served) -> None:
    for line in (b"no JSON\n", b"[]\n", b"[" * 100_000 + b"\n"):
        with socket.socket(socket.AF_UNIX) as client:
            client.connect(str(served.path))
            client.sendall(line)
            assert client.recv(10) == b""
    assert served.ask("state")["program"]


def test_silent_connections_lock_nobody_out_for_long(
    device: SimulatedDevice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "RECEIVE_SECONDS", 1.0)
    served = Served(device, tmp_path / "socket")
    silent = [ControlClient(served.path) for _ in range(server.CLIENTS_MAX)]
    with pytest.raises(DaemonRefused, match="Too many"):
        served.ask("state")
    assert silent[0]._socket.recv(1) == b""
    until = time.monotonic() + 5
    while served.server._seats._value < server.CLIENTS_MAX and time.monotonic() < until:
        time.sleep(0.01)
    assert served.ask("state")["program"]
    for client in silent:
        client.close()
    served.ended.set()
    served.server.close()


def test_a_daemon_that_is_not_there_is_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(HOME, str(tmp_path))
    monkeypatch.setenv("HANDSEL_TRACKER_KEYRING", "off")
    monkeypatch.setenv("DISPLAY", "")
    spool = places().spool
    spool.write_bytes(b"no database" * 1000)
    with pytest.raises(DaemonAway, match="handsel-tracker daemon"):
        ControlClient(tmp_path / "none")
    with clients.connect() as client:
        state = client.ask("state")
        assert state["account"] is None
        assert "put aside" in state["trouble"]
        second = main.run_daemon()
        client.ask("quit")
    assert second == main.BUSY
    assert daemon_command()[-1] == "daemon"


def test_a_doctor_says_who_is_signed_in_and_what_the_desktop_lacks(
    device: SimulatedDevice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(main.taking, "look_at_desktop", lambda _context: [("Screen", "ok", "Seen.", "")])
    own = Places(tmp_path, tmp_path)
    assert [row[:2] for row in main.examine(device.program, own)] == [
        ("Sign-in", "ok"),
        ("Screen", "ok"),
    ]
    device.house.revoked = True
    device.sender.line.problems["days"] = "It is another."
    device.runs(310)
    assert ("Sign-in", "bad") in [row[:2] for row in main.examine(device.program, own)]
    device.program.log_out(force=True)
    monkeypatch.setattr(main.taking, "look_at_desktop", _fails)
    rows = main.examine(device.program, own)
    assert [row[:2] for row in rows] == [("Sign-in", "warn"), ("Screen", "bad")]
    assert json.dumps(rows)


def _fails(_context: object) -> None:
    raise OSError("no display")
