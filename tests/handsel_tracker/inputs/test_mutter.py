from collections.abc import Iterator
from contextlib import closing

import pytest

from handsel_tracker.desktop.bus import BusFailed
from handsel_tracker.inputs.mutter import MutterActivity
from handsel_tracker.inputs.port import Activity
from tests.private_bus import PrivateBus, message_daemon
from tests.waiting import until

pytestmark = pytest.mark.one_database
MUTTER = "org.gnome.Mutter.IdleMonitor"


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[PrivateBus]:
    with message_daemon() as bus:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
        yield bus


def test_a_desktop_without_gnome_is_noticed(bus: PrivateBus) -> None:
    with pytest.raises(BusFailed):
        MutterActivity()


def test_idle_time_comes_with_the_poll_after_the_question(bus: PrivateBus) -> None:
    idle = {"ms": 700_000}
    bus.service(MUTTER, GetIdletime=lambda _call: ("t", (idle["ms"],)))
    with closing(MutterActivity()) as activity:
        assert activity.poll() == Activity(False, None, None)
        assert 700 <= (activity.idle_seconds() or 0) < 710
        idle["ms"] = 40
        assert until(lambda: activity.poll().active)
        assert (activity.idle_seconds() or 0) < 2


def test_a_compositor_that_goes_away_is_noticed(bus: PrivateBus) -> None:
    mutter = bus.service(MUTTER, GetIdletime=lambda _call: ("t", (40,)))
    activity = MutterActivity()
    mutter.leave()
    assert until(lambda: activity.poll() == Activity(False, None, None))
    assert activity.is_gone
    assert activity.idle_seconds() is None
