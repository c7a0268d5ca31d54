"""When to try again after the house did not answer: later each time, and never all devices at once."""

import random
from collections.abc import Callable
from dataclasses import dataclass

FIRST_SECONDS, MOST_SECONDS = 5.0, 300.0
SPREAD_SECONDS = 60
"""Over how long the devices spread what they send after the end of a block."""

Between = Callable[[float, float], float]
"""Draws a number between two."""


def draw(least: float, most: float) -> float:
    """A number between two, other on each device; nothing secret hangs on it."""
    return random.SystemRandom().uniform(least, most)


def spread(between: Between) -> int:
    """How many seconds after the end of a block this device sends it."""
    return int(between(0, SPREAD_SECONDS))


@dataclass
class Backoff:
    """Waits between tries, in milliseconds of the clock that runs since the device started."""

    between: Between = draw
    failures: int = 0
    until_ms: int = 0

    def failed(self, now_ms: int) -> None:
        """Wait longer than the last time."""
        longest = min(FIRST_SECONDS * 2 ** min(self.failures, 10), MOST_SECONDS)
        self.failures += 1
        self.until_ms = now_ms + int(1000 * self.between(longest / 2, longest))

    def worked(self) -> None:
        """Wait no longer."""
        self.failures, self.until_ms = 0, 0

    def is_over(self, now_ms: int) -> bool:
        """Whether to try now; a clock that started anew ends every wait."""
        return now_ms >= self.until_ms or self.until_ms - now_ms > MOST_SECONDS * 1000
