"""Whether the screen is locked, as signals of the desktop say: nobody is asked again and again."""

import os
from collections.abc import Callable
from contextlib import suppress

from jeepney import DBusAddress, HeaderFields, MatchRule, Message

from handsel_tracker.desktop.bus import SESSION, SYSTEM, Bus, BusFailed, header

SCREEN_SAVERS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
)
LOGIND, SESSION_INTERFACE = "org.freedesktop.login1", "org.freedesktop.login1.Session"
_MANAGER = DBusAddress("/org/freedesktop/login1", LOGIND, "org.freedesktop.login1.Manager")
_PROPERTIES = "org.freedesktop.DBus.Properties"


class LockWatch:
    """What screen savers and logind say of the lock; None until one of them says something."""

    def __init__(self) -> None:
        self._states: dict[str, bool] = {}
        self._session: Bus | None = None
        self._system: Bus | None = None
        self.reopen()

    @property
    def is_locked(self) -> bool | None:
        """Whether anything says that the screen is locked."""
        return any(self._states.values()) if self._states else None

    def poll(self) -> None:
        """Read what the desktop said meanwhile."""
        for bus in (self._session, self._system):
            for message in bus.arrived() if bus and not bus.is_gone else []:
                self._hear(message)
        if self._session is None or self._session.is_gone:
            for name in SCREEN_SAVERS:
                self._states.pop(name, None)
        if self._system is None or self._system.is_gone:
            self._states.pop(LOGIND, None)

    def reopen(self) -> None:
        """Connect to the buses where that failed before."""
        if self._session is None or self._session.is_gone:
            self._session = _open(SESSION, self._listen_to_savers)
        if self._system is None or self._system.is_gone:
            self._system = _open(SYSTEM, self._listen_to_logind)

    def close(self) -> None:
        """Let go of the buses."""
        for bus in (self._session, self._system):
            if bus:
                bus.close()

    def _listen_to_savers(self, bus: Bus) -> None:
        for name in SCREEN_SAVERS:
            bus.listen(MatchRule(type="signal", interface=name, member="ActiveChanged"))
            owner = MatchRule(type="signal", interface="org.freedesktop.DBus", member="NameOwnerChanged")
            owner.add_arg_condition(0, name)
            bus.listen(owner)
            with suppress(BusFailed):
                if bus.has_owner(name):
                    (active,) = bus.call(DBusAddress("/" + name.replace(".", "/"), name, name), "GetActive")
                    self._states[name] = bool(active)

    def _listen_to_logind(self, bus: Bus) -> None:
        """The hint of logind; a desktop that never sets it says nothing by it."""
        (path,) = bus.call(_MANAGER, "GetSession", "s", (os.environ.get("XDG_SESSION_ID") or "auto",))
        bus.listen(MatchRule(type="signal", interface=_PROPERTIES, member="PropertiesChanged", path=path))
        if bus.read_property(DBusAddress(path, LOGIND, SESSION_INTERFACE), "LockedHint"):
            self._states[LOGIND] = True

    def _hear(self, message: Message) -> None:
        interface, member = header(message, HeaderFields.interface), header(message, HeaderFields.member)
        if member == "ActiveChanged" and interface in SCREEN_SAVERS:
            self._states[interface] = bool(message.body[0])
        elif member == "NameOwnerChanged" and message.body[0] in SCREEN_SAVERS and not message.body[2]:
            self._states.pop(message.body[0], None)
        elif member == "PropertiesChanged" and "LockedHint" in message.body[1]:
            self._states[LOGIND] = bool(message.body[1]["LockedHint"][1])


def _open(which: str, listen: Callable[[Bus], None]) -> Bus | None:
    """A bus on which the lock is heard of; None if there is none, or nobody on it who knows."""
    try:
        bus = Bus(which)
    except BusFailed:
        return None
    try:
        listen(bus)
    except BusFailed:
        bus.close()
        return None
    return bus
