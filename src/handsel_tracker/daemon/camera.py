"""Screenshots of blocks: one at its moment, by a child process, into the spool."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol

from handsel_tracker.evidence.days import DueShot, day_of, due_shot, is_checkable
from handsel_tracker.evidence.shots import salted
from handsel_tracker.screen.port import CaptureFailed, Picture, Wanted
from handsel_tracker.spool.rows import CommittedDay, SpooledShot
from handsel_tracker.spool.spool import Spool
from handsel_tracker.timing.blocks import OpenBlock
from handsel_tracker.timing.spans import seconds_of

LATE_SECONDS = 28
"""How long after its moment a screenshot can be begun: the house takes it until 30 seconds after."""
SHORT_SECONDS = 30
"""A block with fewer tracked seconds needs none."""
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
    taken_s: int


@dataclass
class Camera:
    """Takes the screenshots of the blocks of a device; `trouble` says why it does not try again by itself."""

    spool: Spool
    device: str
    begin: Begin
    trouble: str = ""
    running: Exposure | None = None
    tried: set[tuple[str, int]] = field(default_factory=set)
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
        block.reason = self.trouble
        due = due_shot(block.job, block.start_s, [*spans[:-1], (spans[-1][0], block.end_s)], day)
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
                self.running, self.trouble = None, f"{failure.reason} {failure.way_out}".strip()
                exposure.block.reason = self.trouble
                return
            if pictures is not None:
                self.running = None
                self.unsaved += [self._shot(exposure, picture) for picture in pictures]
        while self.unsaved:
            self.spool.add(self.unsaved[0])
            self.unsaved.pop(0)

    def _take(self, block: OpenBlock, due: DueShot, now: int, wanted: Wanted) -> None:
        """Begin once for each moment, unless it failed before and the person did not try again."""
        if self.trouble or self.running is not None or (block.job, due.due_s) in self.tried:
            return
        self.tried.add((block.job, due.due_s))
        try:
            self.running = Exposure(self.begin(wanted), block, due, now)
        except (CaptureFailed, OSError) as failure:
            self.trouble = block.reason = str(failure)

    def _shot(self, exposure: Exposure, picture: Picture) -> SpooledShot:
        commitment, content = salted(picture.content)
        return SpooledShot(
            commitment=commitment,
            device=self.device,
            job=exposure.block.job,
            block_s=exposure.block.start_s,
            segment="",
            due_s=exposure.due.due_s,
            taken_s=exposure.taken_s,
            monitor=picture.monitor,
            offline=exposure.due.offline,
            redactions=picture.redactions,
            content=content,
        )
