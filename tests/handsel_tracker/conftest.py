"""What tests of the Tracker stand on: a desktop that nobody sees, and a device in their hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.simulated_device import SimulatedDevice
from tests.virtual_desktop import VirtualDesktop, two_monitors


@pytest.fixture(scope="session")
def shared_desktop() -> Iterator[VirtualDesktop]:
    with two_monitors() as desktop:
        yield desktop


@pytest.fixture
def desktop(shared_desktop: VirtualDesktop, monkeypatch: pytest.MonkeyPatch) -> VirtualDesktop:
    """The desktop, and this test and the processes that it starts are on it."""
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("XDG_SESSION_TYPE", "x11")
    monkeypatch.setenv("DISPLAY", shared_desktop.display)
    return shared_desktop


@pytest.fixture
def without_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the keyring of whoever runs the tests alone."""
    monkeypatch.setenv("HANDSEL_TRACKER_KEYRING", "off")


@pytest.fixture
def device(tmp_path: Path, without_keyring: None) -> SimulatedDevice:
    """A device of Ben that is signed in and knows its jobs."""
    return SimulatedDevice(tmp_path)
