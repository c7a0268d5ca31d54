"""Signing: a block that is over becomes the next segment of the device, in one step with its screenshots."""

from collections.abc import Callable
from dataclasses import dataclass

from handsel_tracker.daemon.camera import Camera
from handsel_tracker.daemon.timekeeper import TimeKeeper
from handsel_tracker.evidence.days import due_shot, nonce_of
from handsel_tracker.evidence.device_key import DeviceKey
from handsel_tracker.evidence.segments import ClockState, SegmentEvidence, sign_segment
from handsel_tracker.spool.rows import HeldState, SpooledSegment, SpooledShot
from handsel_tracker.spool.spool import Spool
from handsel_tracker.timing.blocks import OpenBlock
from handsel_verify.segments import SHOTS_MAX

UNANSWERED_SECONDS = 7 * 86_400
"""How long a block waits that is all in doubt: then its week was submitted."""
PREVIEW_SECONDS = 600
"""How long a person may look at a screenshot before it leaves."""


@dataclass
class BlockSigner:
    """Signs the blocks of a device; `spread` gives how much later than others its screenshots leave."""

    spool: Spool
    keeper: TimeKeeper
    camera: Camera
    key: DeviceKey
    spread: Callable[[], int]

    def sign_due(self, *, all_of_them: bool = False) -> list[SpooledSegment]:
        """Sign what is over, or everything as the device is signed out; raises `SpoolTrouble`.

        What was not certain by then is left out, and is in no block any more. Before the house has said what
        time it is, nothing is signed: no heartbeat was sent either, so that nothing is back-dated.
        """
        now, signed = self.keeper.now_s, []
        if not self.keeper.time.synced and not all_of_them:
            return []
        self._drop_empty(now)
        for block in sorted(self.keeper.counting.blocks.values(), key=lambda row: row.start_s):
            is_own = block.job == self.keeper.job and not self.keeper.locked
            unsure = self.keeper.watch.last_input_s if is_own else None
            is_ready = block.is_ready(now, unsure) and not self.camera.is_busy_with(block)
            if is_ready or (all_of_them and block.spans):
                signed.append(self._sign(block, now))
        return signed

    def _sign(self, block: OpenBlock, now: int) -> SpooledSegment:
        for pk in list(block.doubtful):
            since = block.doubtful[pk][0][0]
            block.settle(pk, keep=[], at=since, stretch=block.doubtful[pk][-1][1] - since)
        shots = [
            shot
            for shot in self.spool.shots(self.camera.device, HeldState.TAKEN)
            if (shot.job, shot.block_s) == block.key
        ]
        block.note_start(now, self.keeper.reading.boot_ms)
        kept = self._wanted(block, shots)
        segment = sign_segment(
            self.key,
            self.camera.device,
            block,
            self._evidence(block, kept),
            last=self.spool.last_segment(self.camera.device),
        )
        rest = [row for row in self.keeper.counting.blocks.values() if row is not block]
        with self.spool.database.writing():
            self.spool.add(segment)
            for shot in shots:
                self._place(shot, segment if shot in kept else None, now)
            self.spool.put_blocks(rest)
        self.keeper.counting.close(block)
        self._drop_questions(rest)
        return segment

    def _drop_questions(self, blocks: list[OpenBlock]) -> None:
        """Let go of questions about time that is in no block any more."""
        open_questions = {pk for block in blocks for pk in block.doubtful} | {self.keeper.counting.question}
        for pk in [pk for pk in self.keeper.questions if pk not in open_questions]:
            self.keeper.questions.pop(pk)

    def _place(self, shot: SpooledShot, segment: SpooledSegment | None, now: int) -> None:
        """Hold a screenshot of the segment until it may leave; delete one that it does not need."""
        if segment is None:
            self.spool.mark_shot(shot.commitment, HeldState.DELETED)
            return
        after = now + PREVIEW_SECONDS + self.spread()
        self.spool.hold_shot(shot.commitment, segment.id, after)

    def _wanted(self, block: OpenBlock, shots: list[SpooledShot]) -> list[SpooledShot]:
        """The screenshots of the block's moment; no others are kept."""
        day = self.camera.day(block.start_s)
        if day is None or block.work_view != "on":
            return []
        due = due_shot(block.job, block.start_s, block.spans, day)
        own = [shot for shot in shots if (shot.due_s, shot.offline) == (due.due_s, due.offline)]
        return own[:SHOTS_MAX]

    def _evidence(self, block: OpenBlock, shots: list[SpooledShot]) -> SegmentEvidence:
        reading, boot = self.keeper.reading, self.keeper.clock.boot_id
        clock = ClockState(self.keeper.time.offset_ms(reading), boot, reading.boot_ms)
        nonce = nonce_of(self.camera.day(block.start_s), block.start_s)
        if block.work_view != "on":
            return SegmentEvidence([], clock, None, block.work_view, block.reason)
        state = "unavailable" if block.reason and not shots else "on"
        return SegmentEvidence(shots, clock, nonce, state, block.reason if state != "on" else "")

    def _drop_empty(self, now: int) -> None:
        """Let go of blocks that are over and empty, or unanswered for a week."""
        rows = self.keeper.counting.blocks
        for block in list(rows.values()):
            is_unanswered = not block.spans and now - block.end_s > UNANSWERED_SECONDS
            if is_unanswered or (now >= block.end_s and not block.all_spans):
                self.spool.delete_taken(self.camera.device, block.key)
                rows.pop(block.key)
