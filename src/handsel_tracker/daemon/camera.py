"""Screenshots of blocks: one at its moment, by a child process, into the spool."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol

from handsel_tracker.evidence.days import DueShot, day_of, due_shot, is_checkable
from handsel_tracker.evidence.shots import salted
from handsel_tracker.inputs.port import Inputs
from handsel_tracker.screen.port import CaptureFailed, Picture, Wanted
from handsel_tracker.spool.rows import CommittedDay, SpooledShot
from handsel_tracker.spool.spool import Spool
from handsel_tracker.timing.blocks import OpenBlock
from handsel_tracker.timing.spans import seconds_of

LATE_SECONDS, LATE_SECONDS_MAX = 28, 30
"""How long after its moment a screenshot can be begun, and be taken: later the house does not take it."""
SHORT_SECONDS = 30
"""A block with fewer tracked seconds needs none."""
TOO_LATE = CaptureFailed("The screenshot was taken too long after its moment.", "")
NO_COMMITMENT = (
    "The site had no commitment of this device as the time began, so that no moment can be checked."
)

FAULT = "The Tracker could not work out the moment of the screenshot."


@contextmanager
def going_on(block: OpenBlock) -> Iterator[None]:
    """Let an error about the screenshot of a block be written down, and stop nothing of its time."""
    try:
        yield
    except Exception:
        block.reason = FAULT
        logging.getLogger(__name__).exception("Time goes on after an error about a screenshot.")


class RunningCapture(Protocol):
    """A screenshot that is being taken."""

    def poll(self) -> list[Picture] | None:
        """The pictures once they are there; raises `CaptureFailed`."""


Begin = Callable[[Wanted], RunningCapture]


@dataclass
class Exposure:
    """A capture on its way, with what it is for."""

    capture: RunningCapture
    block: OpenBlock
    due: DueShot
    asked_s: int


@dataclass
class Camera:
    """Takes the screenshots of the blocks of a device; `trouble` says why it does not try again by itself.

    `tried` has each moment at which one was begun, and why that failed, if it did.
    """

    spool: Spool
    device: str
    begin: Begin
    inputs: Inputs
    trouble: str = ""
    running: Exposure | None = None
    tried: dict[tuple[str, int], str] = field(default_factory=dict)
    unsaved: list[SpooledShot] = field(default_factory=list)

    def day(self, block_s: int) -> CommittedDay | None:
        """What is known of the day of a block."""
        return self.spool.day(self.device, day_of(block_s).isoformat())

    def is_busy_with(self, block: OpenBlock) -> bool:
        """Whether a screenshot of a block is on its way, to the disk too."""
        waits = {(shot.job, shot.block_s) for shot in self.unsaved}
        return (self.running is not None and self.running.block is block) or block.key in waits

    def watch(self, block: OpenBlock, now: int, wanted: Wanted) -> None:
        """Take the screenshot of a block that is being tracked, if this is its moment."""
        spans = block.all_spans
        if block.work_view != "on" or not spans or now >= block.end_s:
            return
        day = self.day(block.start_s)
        if day is None or not is_checkable(day, spans[0][0]):
            block.reason = NO_COMMITMENT
            return
        due = due_shot(block.job, block.start_s, [*spans[:-1], (spans[-1][0], block.end_s)], day)
        block.reason = self.trouble or self.tried.get((block.job, due.due_s), "")
        if due.due_s <= now <= due.due_s + LATE_SECONDS:
            self._take(block, due, now, wanted)

    def stop(self, block: OpenBlock, now: int, wanted: Wanted) -> None:
        """Take the screenshot of a block whose timer stops before its moment."""
        spans = block.all_spans
        day = self.day(block.start_s)
        if block.work_view != "on" or day is None or not spans or not is_checkable(day, spans[0][0]):
            return
        due = due_shot(block.job, block.start_s, spans, day)
        if seconds_of(spans) >= SHORT_SECONDS and due.due_s <= now <= due.due_s + LATE_SECONDS:
            self._take(block, due, now, wanted)

    def look(self) -> None:
        """Keep what was taken meanwhile; raises `SpoolTrouble` while the disk does not take it."""
        if self.running is not None:
            exposure = self.running
            try:
                pictures = exposure.capture.poll()
            except CaptureFailed as failure:
                self.running = None
                self._fail(exposure.block, exposure.due, failure)
                return
            if pictures is not None:
                self.running = None
                self._develop(exposure, pictures)
        while self.unsaved:
            self.spool.add(self.unsaved[0])
            self.unsaved.pop(0)

    def _take(self, block: OpenBlock, due: DueShot, now: int, wanted: Wanted) -> None:
        """Begin once for each moment, unless the desktop refused and the person did not try again.

        Of a screen that is locked nothing is taken, whether or not the timer goes on.
        """
        if self.inputs.is_locked():
            return
        if self.trouble or self.running is not None or (block.job, due.due_s) in self.tried:
            return
        self.tried[block.job, due.due_s] = ""
        try:
            self.running = Exposure(self.begin(wanted), block, due, now)
        except OSError as error:
            self._fail(block, due, CaptureFailed(f"No screenshot could be begun: {error}.", ""))

    def _fail(self, block: OpenBlock, due: DueShot, failure: CaptureFailed) -> None:
        """Say why a block has no screenshot; the next one has, unless the desktop refuses for good."""
        block.reason = f"{failure.reason} {failure.way_out}".strip()
        self.tried[block.job, due.due_s] = block.reason
        if failure.is_refusal:
            self.trouble = block.reason

    def _develop(self, exposure: Exposure, pictures: list[Picture]) -> None:
        """Keep pictures of the moment; one that shows what was on the screen later is of no use."""
        shots = [self._shot(exposure, picture) for picture in pictures]
        if any(shot.taken_s > shot.due_s + LATE_SECONDS_MAX for shot in shots):
            self._fail(exposure.block, exposure.due, TOO_LATE)
        else:
            self.unsaved += shots

    def _shot(self, exposure: Exposure, picture: Picture) -> SpooledShot:
        commitment, content = salted(picture.content)
        return SpooledShot(
            commitment=commitment,
            device=self.device,
            job=exposure.block.job,
            block_s=exposure.block.start_s,
            segment="",
            due_s=exposure.due.due_s,
            taken_s=exposure.asked_s + picture.late_ms // 1000,
            monitor=picture.monitor,
            offline=exposure.due.offline,
            redactions=picture.redactions,
            content=content,
        )
