"""Questions about stretches without input, which their person answers."""

from dataclasses import dataclass

from handsel_tracker.timing.counting import Guesses


@dataclass
class Question:
    """A stretch without input: whether the person keeps it. `until_s` is None while it grows."""

    id: str
    job: str
    from_s: int
    until_s: int | None = None

    def move(self, guessed: Guesses, seconds: int) -> None:
        """Be so much later, or earlier, if it began in what was counted by a wrong clock."""
        own = [span for (job, _), spans in guessed.items() if job == self.job for span in spans]
        if any(start <= self.from_s < end for start, end in own):
            self.from_s += seconds
            self.until_s = None if self.until_s is None else self.until_s + seconds
