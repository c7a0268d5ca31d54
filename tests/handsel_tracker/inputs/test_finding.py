from pathlib import Path

import pytest

from handsel_tracker.inputs import finding
from handsel_tracker.inputs.finding import find_inputs
from handsel_tracker.inputs.port import Activity
from tests.virtual_desktop import VirtualDesktop, x_server
from tests.waiting import until

pytestmark = pytest.mark.one_database


@pytest.fixture(autouse=True)
def _no_buses(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("DBUS_SESSION_BUS_ADDRESS", "DBUS_SYSTEM_BUS_ADDRESS"):
        monkeypatch.setenv(name, f"unix:path={tmp_path}/none")
    monkeypatch.setenv("XDG_SESSION_TYPE", "")


def test_under_x11_inputs_count(desktop: VirtualDesktop) -> None:
    inputs = find_inputs()
    assert inputs.name == "X11"
    assert inputs.poll().keys == 0
    assert inputs.is_locked() is None
    inputs.close()


@pytest.mark.parametrize("name", ["DISPLAY", "WAYLAND_DISPLAY"])
def test_where_there_is_no_desktop_inputs_know_nothing(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv(name, ":9999")
    inputs = find_inputs()
    assert inputs.name == "nothing"
    assert inputs.poll() == Activity(False, None, None)
    assert inputs.idle_seconds() is None
    inputs.close()


def test_a_desktop_that_comes_back_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "RETRY_SECONDS", 0.05)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    with x_server() as desktop:
        monkeypatch.setenv("DISPLAY", desktop.display)
        inputs = find_inputs()
    assert until(lambda: inputs.poll().keys is None)
    with x_server() as desktop:
        monkeypatch.setenv("DISPLAY", desktop.display)
        assert until(lambda: inputs.poll().keys == 0)
        assert inputs.name == "X11"
        inputs.close()
