"""The three clocks of a device, read together, and what passed between two readings."""

import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from uuid import uuid4

COUNTED_MS_MAX = 3000
"""How much counts between two readings: a program that was held up does not count the rest."""
SLEEP_MS, JUMP_MS = 1500, 2000

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True)
class ClockReading:
    """Milliseconds: the time of day since 1970, the time since the device started, and that without sleep."""

    wall_ms: int
    boot_ms: int
    mono_ms: int


class Clock(Protocol):
    """The clocks of a device; `boot_id` changes with each start of it."""

    boot_id: str

    def read(self) -> ClockReading:
        """All three at once."""


class SystemClock:
    """The clocks of this device."""

    def __init__(self) -> None:
        self.boot_id = _boot_id()

    def read(self) -> ClockReading:
        """All three; where the system does not tell the last two apart, they are the same."""
        mono = time.monotonic_ns()
        boot = mono
        if sys.platform == "linux":
            boot = time.clock_gettime_ns(time.CLOCK_BOOTTIME)
        elif sys.platform == "darwin":
            mono = time.clock_gettime_ns(time.CLOCK_UPTIME_RAW)
        return ClockReading(time.time_ns() // 10**6, boot // 10**6, mono // 10**6)


@dataclass(frozen=True)
class Tick:
    """What passed between two readings: where it starts on the clock since the start of the device, how much
    of it counts, how long the device slept, and how far its time of day was put.
    """

    start_ms: int
    counted_ms: int
    slept_ms: int = 0
    jumped_ms: int = 0


def tick_between(before: ClockReading, after: ClockReading) -> Tick:
    """What passed: nothing counts of a stretch in which the device slept."""
    awake, passed = after.mono_ms - before.mono_ms, after.boot_ms - before.boot_ms
    jumped = after.wall_ms - before.wall_ms - passed
    slept = passed - awake
    return Tick(
        start_ms=before.boot_ms,
        counted_ms=0 if slept > SLEEP_MS else min(max(awake, 0), COUNTED_MS_MAX),
        slept_ms=slept if slept > SLEEP_MS else 0,
        jumped_ms=jumped if abs(jumped) > JUMP_MS else 0,
    )


def _boot_id() -> str:
    try:
        return _BOOT_ID.read_text(encoding="ascii").strip()
    except OSError:
        return str(uuid4())
