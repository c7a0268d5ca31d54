"""Input under GNOME on Wayland: its compositor says how long there was none."""

import time
from contextlib import suppress

from jeepney import DBusAddress, MessageType

from handsel_tracker.desktop.bus import Bus, BusFailed
from handsel_tracker.inputs.port import NOTHING_KNOWN, Activity

ACTIVE_SECONDS = 1.5
"""No input for less than this since the last poll but one is activity."""
_MONITOR = DBusAddress(
    "/org/gnome/Mutter/IdleMonitor/Core", "org.gnome.Mutter.IdleMonitor", "org.gnome.Mutter.IdleMonitor"
)


class MutterActivity:
    """How long there was no input, asked once a second; the answer is read at the next poll."""

    name = "GNOME"

    def __init__(self) -> None:
        self._bus = Bus()
        try:
            (milliseconds,) = self._bus.call(_MONITOR, "GetIdletime")
        except BusFailed:
            self._bus.close()
            raise
        self._input_at = time.monotonic() - milliseconds / 1000

    @property
    def is_gone(self) -> bool:
        """Whether the bus went away."""
        return self._bus.is_gone

    def poll(self) -> Activity:
        """Whether there was input lately; it tells no counts."""
        for message in self._bus.arrived():
            if message.header.message_type is MessageType.method_return:
                self._input_at = time.monotonic() - message.body[0] / 1000
            elif message.header.message_type is MessageType.error:
                self.close()
        with suppress(BusFailed):
            self._bus.send(_MONITOR, "GetIdletime")
        if self.is_gone:
            return NOTHING_KNOWN
        return Activity(time.monotonic() - self._input_at < ACTIVE_SECONDS, None, None)

    def idle_seconds(self) -> float | None:
        """How long there was no input."""
        return None if self.is_gone else max(0.0, time.monotonic() - self._input_at)

    def close(self) -> None:
        """Leave the bus."""
        self._bus.close()
