"""The command line, against a daemon in this process."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from handsel_tracker.command import run as command
from handsel_tracker.command import sign_in
from handsel_tracker.command.run import AWAY, DONE, REFUSED, run
from handsel_tracker.command.wording import status_lines
from handsel_tracker.control.client import ControlClient, DaemonAway
from handsel_tracker.control.methods import Methods
from handsel_tracker.control.server import ControlServer
from handsel_tracker.desktop.files import unit_path
from tests.simulated_device import SimulatedDevice
from tests.virtual_desktop import VirtualDesktop

COVERS = (
    "handsel_tracker.command.git_hook",
    "handsel_tracker.command.parser",
    "handsel_tracker.command.pictures",
    "handsel_tracker.command.service",
    "handsel_tracker.command.sign_in",
    "handsel_tracker.command.wording",
)


@pytest.fixture
def tracker(
    device: SimulatedDevice,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Iterator[Any]:
    """Runs a command, and gives what it said."""
    ended = Event()
    checks = [("Screen", "ok", "It is seen.", "")]
    server = ControlServer(tmp_path / "socket", Methods(device.program, ended, lambda: checks), ended)
    server.serve()
    monkeypatch.setattr(command, "connect", lambda: ControlClient(tmp_path / "socket"))

    def words(*arguments: str, code: int = DONE) -> str:
        assert run(arguments) == code
        captured = capsys.readouterr()
        return captured.out + captured.err

    yield words
    ended.set()
    server.close()


def test_a_day_by_commands_alone(device: SimulatedDevice, tracker: Any, tmp_path: Path) -> None:
    assert "24  Plates 24 (Ada)\n       Ready; Work View on; 0:00:00 this week, 40:00:00 left" in tracker(
        "jobs"
    )
    assert "Tracking Plates 24" in tracker("start", "24", "--memo", "Plate index")
    device.runs(700)
    assert "This block is protected once its screenshot has arrived." in tracker("status")
    device.runs(100)
    assert "leaves at" in tracker("preview", "--save", str(tmp_path / "pictures"))
    (picture,) = (tmp_path / "pictures").iterdir()
    assert picture.read_bytes() == b"picture 1 of 0"
    assert tracker("redact", picture.stem, "1,2,3,4").startswith("Redacted")
    shot = json.loads(tracker("preview", "--json"))[0]["shot"]
    assert tracker("send", shot[:12]) == "1 screenshots leave now.\n"
    assert tracker("delete", shot[:12]).startswith("Deleted.")
    assert tracker("stop").startswith("Stopped. 0:1")
    assert "HOLDS" in tracker("verify")
    assert "ok    Screen: It is seen." in tracker("doctor")
    assert "without pictures" in tracker("export", str(tmp_path / "export.json"))
    exported = json.loads((tmp_path / "export.json").read_text())
    tracker("delete", "--segment", exported["segments"][0]["id"])
    assert "Signed out" in tracker("logout")
    assert "Nobody is signed in." in tracker("status")


def test_what_is_saved_is_readable_by_its_person_alone(
    device: SimulatedDevice, tracker: Any, tmp_path: Path
) -> None:
    tracker("start", "24")
    device.runs(800)
    before = os.umask(0)
    try:
        tracker("preview", "--save", str(tmp_path / "pictures"))
        (tmp_path / "export.json").touch(0o644)
        tracker("export", str(tmp_path / "export.json"))
    finally:
        os.umask(before)
    (picture,) = (tmp_path / "pictures").iterdir()
    saved = ((tmp_path / "pictures", 0o700), (picture, 0o600), (tmp_path / "export.json", 0o600))
    for path, mode in saved:
        assert path.stat().st_mode & 0o777 == mode


def test_the_desktop_asks_for_permission_and_what_it_says_is_told(
    tracker: Any, desktop: VirtualDesktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "ok    Screen: It is seen." in tracker("doctor", "--ask")
    monkeypatch.setenv("DISPLAY", ":9999")
    assert "no X server answers" in tracker("doctor", "--ask")


def test_choices_by_commands(device: SimulatedDevice, tracker: Any) -> None:
    tracker("hold", "on")
    assert "monitor: 1" in tracker("settings", "monitor", "1")
    assert 'excluded: ["KeePass"]' in tracker("settings", "excluded", "KeePass")
    assert "hold_all: true" in tracker("settings")
    tracker("switch", "25")
    tracker("memo", "Lettering")
    assert "not protected" in tracker("work-view", "off")
    assert json.loads(tracker("status", "--json"))["tracking"]["memo"] == "Lettering"
    device.inputs.typing = False
    device.runs(650)
    assert "answer keep" in tracker("status")
    assert tracker("answer", "discard") == "0:00:00 kept.\n"
    tracker("answer", "keep", code=REFUSED)


def test_what_cannot_be_done_is_said(tracker: Any) -> None:
    assert "No job" in tracker("start", "99", code=REFUSED)
    assert "A box is" in tracker("redact", "abc", "1,2", code=REFUSED)
    assert "0 screenshots begin" in tracker("delete", "abc", code=REFUSED)
    with pytest.raises(SystemExit):
        run(["fly"])


def test_a_daemon_that_does_not_start_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def away() -> None:
        raise DaemonAway("The Tracker did not start.")

    monkeypatch.setattr(command, "connect", away)
    assert run(["status"]) == AWAY
    assert capsys.readouterr().err == "The Tracker did not start.\n"


class Answering:
    """A daemon that gives states, one after the other."""

    def __init__(self, *states: Any) -> None:
        self.states = list(states)

    def ask(self, method: str, **_: Any) -> Any:
        """The code, or the next state."""
        if method == "login":
            return {"address": "https://h/?code=AB", "code": "AB", "key": "00ff"}
        return self.states.pop(0)


def test_signing_in_shows_the_code_opens_the_browser_and_says_what_came_of_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(sign_in.webbrowser, "open", opened.append)
    monkeypatch.setattr(sign_in, "WAIT_SECONDS", 0)
    account = {"person": "Ben", "name": "Laptop", "secrets": "file"}
    waiting = {"sign_in": {"error": ""}, "account": None}
    daemon = Answering(waiting, {"sign_in": None, "account": account})
    monkeypatch.setattr(command, "connect", lambda: _Entered(daemon))
    assert run(["login", "https://h"]) == DONE
    assert opened == ["https://h/?code=AB"]
    assert "Signed in as Ben. This device is Laptop; its key is in a file" in capsys.readouterr().out
    daemon.states = [{"sign_in": {"error": "The code ran out."}, "account": None}]
    assert run(["login", "https://h", "--no-browser"]) == REFUSED
    assert capsys.readouterr().err == "The code ran out.\n"


class _Entered:
    """A connection to a daemon that answers."""

    def __init__(self, daemon: Answering) -> None:
        self.daemon = daemon

    def __enter__(self) -> Answering:
        return self.daemon

    def __exit__(self, *_: object) -> None:
        """Nothing is open."""


def test_the_unit_is_written_and_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert run(["service", "install"]) == DONE
    assert "handsel_tracker daemon" in unit_path().read_text()
    (entry,) = (tmp_path / "applications").iterdir()
    assert '"handsel_tracker"\n' in entry.read_text()
    assert "systemd did not take the unit" in capsys.readouterr().out
    assert run(["service", "remove"]) == DONE
    assert not unit_path().exists()


def test_what_does_not_work_is_in_the_status() -> None:
    account = {"person": "Ben", "house": "h", "name": "n"}
    state = {"account": account, "tracking": None, "trouble": "Locked.", "left_behind": []}
    lines = status_lines(state | {"signed_out": True, "away": "Away.", "problems": {"days": "Another."}})
    assert len(lines) == 5


def test_a_hook_is_installed_in_a_repository_and_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HANDSEL_TRACKER_HOME", str(tmp_path / "home"))
    assert run(["git-hook", "install", str(tmp_path)]) == REFUSED
    assert "not in a repository" in capsys.readouterr().err
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    assert run(["git-hook", "install", str(tmp_path)]) == DONE
    assert run(["git-hook", "show"]) == DONE
    assert str(tmp_path / "home/data/commits") in capsys.readouterr().out
    assert run(["git-hook", "remove", str(tmp_path)]) == DONE
    assert "taken out" in capsys.readouterr().out
    assert run(["git-hook", "remove", str(tmp_path)]) == REFUSED
