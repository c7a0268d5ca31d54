"""Stretches without input: when the person is asked, and when the timer stops by itself."""

from dataclasses import dataclass

ASK_AFTER_SECONDS = 10 * 60
STOP_AFTER_SECONDS = 30 * 60


@dataclass
class IdleWatch:
    """When there was input last, by the house's seconds; None where this desktop cannot say."""

    last_input_s: int | None = None

    def note(self, now: int, *, active: bool, idle_seconds: float | None) -> None:
        """Note what the desktop says at a second."""
        if active:
            self.last_input_s = now
        elif idle_seconds is None:
            self.last_input_s = None
        elif self.last_input_s is None or now - idle_seconds > self.last_input_s:
            self.last_input_s = int(now - idle_seconds)

    def restart(self, now: int) -> None:
        """Count from now: somebody answered or unlocked, or the device woke."""
        if self.last_input_s is not None:
            self.last_input_s = now

    def move(self, seconds: int) -> None:
        """Let the last input be so much later, or earlier: the time turned out to be another."""
        if self.last_input_s is not None:
            self.last_input_s += seconds

    def idle_from(self, now: int) -> int | None:
        """Since when there was no input, if the person is to be asked about it."""
        since = self.last_input_s
        return since if since is not None and now - since >= ASK_AFTER_SECONDS else None

    def is_over(self, now: int, started: int) -> bool:
        """Whether there was none for so long that a timer stops which was started at a second."""
        since = self.last_input_s
        return since is not None and now - max(since, started) >= STOP_AFTER_SECONDS
