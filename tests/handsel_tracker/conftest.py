"""What tests of the Tracker stand on: a desktop that nobody sees."""

from collections.abc import Iterator

import pytest

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
