import shlex
from configparser import RawConfigParser
from pathlib import Path

import pytest

from handsel_tracker.desktop.files import (
    UNIT,
    autostart_path,
    desktop_entry,
    install_entry,
    starts_at_sign_in,
    unit_path,
    unit_text,
)  # fmt: skip

pytestmark = pytest.mark.one_database
COMMAND = ["/opt/my programs/handsel-tracker", "daemon"]


@pytest.fixture(autouse=True)
def _home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))


def read(text: str) -> RawConfigParser:
    parser = RawConfigParser(delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read_string(text)
    return parser


def test_the_unit_starts_the_daemon_with_the_desktop() -> None:
    unit = read(unit_text(COMMAND))
    assert shlex.split(unit["Service"]["ExecStart"]) == COMMAND
    assert unit["Install"]["WantedBy"] == "graphical-session.target"
    assert "%%" in unit_text(["/opt/100%/x"])
    assert unit_path().name == UNIT == "app-org.handsel.Tracker.service"


def test_the_entry_in_the_menu_has_words_and_an_icon(tmp_path: Path) -> None:
    entry, icon = install_entry(COMMAND)
    assert entry == tmp_path / "share/applications/org.handsel.Tracker.desktop"
    assert icon.read_text().startswith("<svg")
    section = read(entry.read_text())["Desktop Entry"]
    assert section["Exec"] == '"/opt/my programs/handsel-tracker" "daemon"'
    assert section["Icon"] == icon.stem
    assert "NoDisplay" not in section


def test_signs_that_desktops_read_are_escaped() -> None:
    assert read(desktop_entry(["a%b$c"]))["Desktop Entry"]["Exec"] == '"a%%b\\\\$c"'


def test_whether_it_starts_by_itself_is_known() -> None:
    assert not starts_at_sign_in()
    autostart_path().parent.mkdir(parents=True)
    autostart_path().write_text(desktop_entry(COMMAND, autostart=True))
    assert starts_at_sign_in()
    autostart_path().unlink()
    wanted = unit_path().parent / "graphical-session.target.wants" / UNIT
    wanted.parent.mkdir(parents=True)
    wanted.symlink_to(unit_path())
    assert starts_at_sign_in()
