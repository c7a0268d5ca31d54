import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from handsel_tracker.desktop.files import autostart_path
from handsel_tracker.screen.checks import DesktopCheck, all_checks
from handsel_tracker.screen.permission import Permission, remember_permission
from handsel_tracker.screen.taking import look_at_desktop
from tests.private_bus import PrivateBus, message_daemon
from tests.virtual_desktop import VirtualDesktop
from tests.waiting import until

pytestmark = pytest.mark.one_database
COVERS = ("handsel_tracker.screen.keyring_state", "handsel_tracker.desktop.tray")


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[PrivateBus]:
    """A session bus, no system bus, and a home with nothing in it."""
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={tmp_path}/none")
    with message_daemon() as private:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", private.address)
        yield private


def checks(**context: object) -> dict[str, DesktopCheck]:
    return {check.name: check for check in all_checks(dict(context))}


def test_a_bare_desktop_is_told_what_it_lacks_and_what_to_do(
    desktop: VirtualDesktop, bus: PrivateBus
) -> None:
    listed = checks()
    states = {name: check.state for name, check in listed.items() if name != "Clock"}
    assert states == {
        "Screenshots": "ok", "Permission": "ok", "Activity": "ok", "Lock": "warn", "Tray": "warn",
        "Keyring": "warn", "Start": "warn",
    }  # fmt: skip
    assert listed["Screenshots"].sentence == "Taken through X11: 960 x 1080 and 960 x 1080 pixels."
    assert all(bool(check.way_out) is (check.state != "ok") for check in listed.values())


def test_a_whole_desktop_is_well(desktop: VirtualDesktop, bus: PrivateBus) -> None:
    bus.service("org.gnome.ScreenSaver", GetActive=lambda _call: ("b", (False,)))
    bus.service("org.kde.StatusNotifierWatcher")
    bus.service("org.freedesktop.secrets", Get=lambda _call: ("v", (("b", False),)))
    autostart_path().parent.mkdir()
    autostart_path().write_text("[Desktop Entry]\n")
    states = {check.state for check in all_checks({"on_network": False, "offset_ms": 120})}
    assert states == {"ok"}


def test_a_locked_keyring_is_said(desktop: VirtualDesktop, bus: PrivateBus) -> None:
    bus.service("org.freedesktop.secrets", Get=lambda _call: ("v", (("b", True),)))
    assert checks()["Keyring"].sentence == "The keyring is locked."


def test_a_tray_of_the_older_kind_is_seen(desktop: VirtualDesktop, bus: PrivateBus) -> None:
    tray = subprocess.Popen(["trayer"], env=desktop.environment, stderr=subprocess.DEVNULL)
    try:
        assert until(lambda: checks()["Tray"].state == "ok")
    finally:
        tray.kill()
        tray.wait()


def test_a_folder_on_another_computer_is_said(desktop: VirtualDesktop, bus: PrivateBus) -> None:
    assert checks(on_network=True)["Folder"].state == "warn"


@pytest.mark.parametrize(("offset", "words"), [(-90_000, "90 seconds behind"), (61_000, "61 seconds ahead")])
def test_a_clock_that_is_wrong_is_said(
    desktop: VirtualDesktop, bus: PrivateBus, offset: int, words: str
) -> None:
    assert words in checks(offset_ms=offset)["Clock"].sentence


@pytest.mark.parametrize(
    ("state", "words"), [(Permission.UNKNOWN, "not been asked for"), (Permission.REFUSED, "refused")]
)
def test_a_permission_that_is_missing_is_said(
    bus: PrivateBus, monkeypatch: pytest.MonkeyPatch, state: Permission, words: str
) -> None:
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-none")
    remember_permission(state)
    assert words in checks()["Permission"].sentence
    assert checks()["Activity"].state == "warn"
    remember_permission(Permission.GRANTED)
    assert checks()["Permission"].state == "ok"


def test_no_desktop_is_bad(bus: PrivateBus, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE"):
        monkeypatch.delenv(name, raising=False)
    assert checks()["Screenshots"].state == "bad"


def test_the_list_comes_from_a_process_of_its_own(desktop: VirtualDesktop, bus: PrivateBus) -> None:
    rows = look_at_desktop({"on_network": False})
    assert ("Folder", "ok", "What is recorded lies on this computer.", "") in rows
