"""What the rest of the Tracker knows of the screen: what is wanted, what comes, and why nothing came."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from PIL.Image import Image

PICTURE_BYTES_MAX = 480 * 1000
"""A picture is no larger than this: the house takes 512 kB with 32 bytes of salt."""


@dataclass(frozen=True)
class Wanted:
    """Which screenshot is wanted: one monitor or all, without the windows of some programs."""

    monitor: int | None = None
    excluded: tuple[str, ...] = ()


@dataclass(frozen=True)
class Picture:
    """One monitor as a WebP file, how many parts of it are unreadable, and how long after it was asked for
    its pixels were read.
    """

    content: bytes
    monitor: int
    redactions: int
    late_ms: int = 0


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels of a picture."""

    x: int
    y: int
    width: int
    height: int

    @classmethod
    def around(cls, x: float, y: float, width: float, height: float, scale: float = 1) -> Box:
        """What a rectangle on a scaled screen covers in pixels, rounded outwards."""
        left, top = floor(x * scale), floor(y * scale)
        return cls(left, top, ceil((x + width) * scale) - left, ceil((y + height) * scale) - top)

    def within(self, other: Box) -> Box | None:
        """The part of it in another rectangle, as seen from that one's corner; None if there is none."""
        left, top = max(self.x, other.x), max(self.y, other.y)
        right = min(self.x + self.width, other.x + other.width)
        bottom = min(self.y + self.height, other.y + other.height)
        if right <= left or bottom <= top:
            return None
        return Box(left - other.x, top - other.y, right - left, bottom - top)


@dataclass(frozen=True)
class Monitor:
    """A monitor: where it lies on the desktop in pixels, and how many pixels are one unit of the desktop."""

    index: int
    x: int
    y: int
    width: int
    height: int
    scale: float
    name: str

    @property
    def box(self) -> Box:
        """Where it lies on the desktop."""
        return Box(self.x, self.y, self.width, self.height)


class CaptureFailed(Exception):
    """There is no screenshot: why, and what one can do about it.

    `is_refusal` says that the desktop refuses until somebody allows it, so that asking again is of no use.
    """

    def __init__(self, reason: str, way_out: str, *, is_refusal: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.way_out = way_out
        self.is_refusal = is_refusal


@dataclass(frozen=True)
class Grab:
    """The pixels of one monitor, and what of them must not be seen."""

    image: Image
    monitor: int
    hidden: tuple[Box, ...] = ()


class Screen(Protocol):
    """A way of taking pictures of this desktop."""

    name: str
    can_choose: bool
    """Whether it can leave out monitors and windows."""

    def monitors(self) -> list[Monitor]:
        """The monitors that it knows, the first one numbered 0."""

    def grab(self, wanted: Wanted) -> list[Grab]:
        """Take the pixels now, or raise `CaptureFailed`."""

    def ask(self) -> None:
        """Let the desktop ask the person for permission, or raise `CaptureFailed`."""
