"""The time of the house, worked out from the clock that runs since the device started."""

from dataclasses import dataclass

from handsel_tracker.timing.clocks import ClockReading

HELD_MS = 2000
"""How far off the time may be before it is put right while a timer runs."""
SUDDEN_MS = 10_000
"""How far the time of the house may jump while a timer runs, by one answer alone."""


@dataclass(frozen=True)
class ServerTime:
    """The time of the house as the device's clock stood at 0, in milliseconds since 1970.

    It is `synced` if the house said so since the device started, else estimated by the time of day.
    """

    base_ms: int
    synced: bool

    def at(self, boot_ms: int) -> int:
        """The time of the house at a reading of the clock since the device started."""
        return self.base_ms + boot_ms

    def offset_ms(self, reading: ClockReading) -> int:
        """How far the device's time of day is ahead of the house."""
        return reading.wall_ms - self.at(reading.boot_ms)


def heard(before: ClockReading, after: ClockReading, server_ms: int) -> ServerTime:
    """By what the house answered between two readings."""
    return ServerTime(server_ms - (before.boot_ms + after.boot_ms) // 2, synced=True)


def estimated(reading: ClockReading, offset_ms: int) -> ServerTime:
    """By the time of day, and how far that was ahead of the house when it was last heard."""
    return ServerTime(reading.wall_ms - offset_ms - reading.boot_ms, synced=False)


def corrected(current: ServerTime, new: ServerTime, *, running: bool) -> ServerTime:
    """The time to go on with: small differences are the network's, and would only break spans."""
    is_near = current.synced and running and abs(new.base_ms - current.base_ms) < HELD_MS
    return current if is_near else new


@dataclass
class SecondAnswer:
    """Waits for a second answer before a large jump is taken over while a timer runs: one may be wrong."""

    first: ServerTime | None = None

    def taken_over(self, current: ServerTime, new: ServerTime, *, running: bool) -> ServerTime:
        """The time to go on with."""
        is_sudden = running and current.synced and abs(new.base_ms - current.base_ms) > SUDDEN_MS
        agrees = self.first is not None and abs(new.base_ms - self.first.base_ms) < HELD_MS
        self.first = new if is_sudden and not agrees else None
        return current if self.first is not None else corrected(current, new, running=running)
