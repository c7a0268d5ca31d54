"""What the rest of the Tracker knows of somebody's input: that there was some, and how much."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Activity:
    """What happened since the last poll; counts are None where the desktop does not tell them."""

    active: bool
    keys: int | None
    clicks: int | None


NOTHING_KNOWN = Activity(active=False, keys=None, clicks=None)


class Inputs(Protocol):
    """The input of this desktop. Every call answers at once, also when the desktop is gone."""

    @property
    def name(self) -> str:
        """Where it learns of input."""

    def poll(self) -> Activity:
        """What happened since the last poll, to be called once a second."""

    def idle_seconds(self) -> float | None:
        """How long there was no input; None if that cannot be known here."""

    def is_locked(self) -> bool | None:
        """Whether the screen is locked; None if that cannot be known here."""

    def close(self) -> None:
        """Let go of the desktop."""


class ActivitySource(Protocol):
    """One way of learning of input."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def is_gone(self) -> bool:
        """Whether it has gone away, and knows nothing any more."""

    def poll(self) -> Activity:
        """What happened since the last poll."""

    def idle_seconds(self) -> float | None:
        """How long there was no input."""

    def close(self) -> None:
        """Let go of it."""
