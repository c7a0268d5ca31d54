from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from handsel_tracker.inputs.lock import LOGIND, SESSION_INTERFACE, LockWatch
from tests.private_bus import DesktopService, PrivateBus, message_daemon
from tests.waiting import until

pytestmark = pytest.mark.one_database
COVERS = ("handsel_tracker.desktop.bus",)
GNOME = "org.gnome.ScreenSaver"
Watch = Callable[[], LockWatch]
SESSION_PATH = "/org/freedesktop/login1/session/_31"
PROPERTIES = "org.freedesktop.DBus.Properties"


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[PrivateBus]:
    """A session bus; there is no system bus."""
    with message_daemon() as bus:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={tmp_path}/none")
        yield bus


@pytest.fixture
def watch(bus: PrivateBus) -> Iterator[Callable[[], LockWatch]]:
    """Start to watch; at the end nobody does."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(closing(LockWatch()))


def screen_saver(bus: PrivateBus, *, active: bool) -> DesktopService:
    return bus.service(GNOME, GetActive=lambda _call: ("b", (active,)))


def state(lock: LockWatch) -> bool | None:
    lock.poll()
    return lock.is_locked


def test_without_a_bus_nothing_is_known(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("DBUS_SESSION_BUS_ADDRESS", "DBUS_SYSTEM_BUS_ADDRESS"):
        monkeypatch.setenv(name, f"unix:path={tmp_path}/none")
    assert state(LockWatch()) is None


def test_a_bus_on_which_nobody_knows_says_nothing(bus: PrivateBus, watch: Watch) -> None:
    assert state(watch()) is None


def test_a_lock_that_is_there_is_seen_at_once(bus: PrivateBus, watch: Watch) -> None:
    screen_saver(bus, active=True)
    assert watch().is_locked is True


def test_a_lock_that_comes_and_goes_is_heard(bus: PrivateBus, watch: Watch) -> None:
    saver = screen_saver(bus, active=False)
    lock = watch()
    assert state(lock) is False
    for locked in (True, False):
        saver.say("/org/gnome/ScreenSaver", GNOME, "ActiveChanged", "b", locked)
        assert until(lambda locked=locked: state(lock) is locked)
    assert len(saver.calls) == 1, "it was asked once"
    lock.close()


def test_a_screen_saver_that_crashes_while_locked_locks_nobody_out(bus: PrivateBus, watch: Watch) -> None:
    saver = screen_saver(bus, active=True)
    lock = watch()
    saver.leave()
    assert until(lambda: state(lock) is None)


def test_a_storm_of_signals_is_read_to_its_end(bus: PrivateBus, watch: Watch) -> None:
    saver = screen_saver(bus, active=False)
    lock = watch()
    for number in range(501):
        saver.say("/org/gnome/ScreenSaver", GNOME, "ActiveChanged", "b", number % 2 == 0)
    assert until(lambda: state(lock) is True)
    assert until(lambda: lock._session is not None and lock._session.arrived() == [])
    assert lock._session is not None
    assert lock._session._connection.selector.select(0) == [], "nothing is left to wake up for"


def test_a_bus_that_goes_away_is_found_again(
    monkeypatch: pytest.MonkeyPatch, bus: PrivateBus, watch: Watch
) -> None:
    with message_daemon() as first:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", first.address)
        screen_saver(first, active=True)
        lock = watch()
        assert lock.is_locked
    assert until(lambda: state(lock) is None)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
    screen_saver(bus, active=True)
    lock.reopen()
    assert lock.is_locked


@pytest.mark.parametrize("hint", [False, True])
def test_logind_says_when_its_hint_changes(
    monkeypatch: pytest.MonkeyPatch, bus: PrivateBus, watch: Watch, hint: bool
) -> None:
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", bus.address)
    logind = bus.service(
        LOGIND, GetSession=lambda _call: ("o", (SESSION_PATH,)), Get=lambda _call: ("v", (("b", hint),))
    )
    lock = watch()
    assert lock.is_locked is (True if hint else None), "many desktops never set it"
    for locked in (True, False):
        changes = {"LockedHint": ("b", locked)}
        logind.say(SESSION_PATH, PROPERTIES, "PropertiesChanged", "sa{sv}as", SESSION_INTERFACE, changes, [])
        assert until(lambda locked=locked: state(lock) is locked)
