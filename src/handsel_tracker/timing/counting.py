"""Counting: what passes while a timer runs, as whole seconds in the blocks of its job."""

from dataclasses import dataclass, field

from handsel_tracker.timing.blocks import OpenBlock, WorkWeek
from handsel_tracker.timing.spans import Spans, common, with_spans

SECOND_MS = 1000
SIGNED_MAX = 200
"""How many of the blocks that were signed are known: more than a day of them."""

Guesses = dict[tuple[str, WorkWeek], Spans]
"""What was counted by a clock that may be wrong, of each job and its week."""


def moved(guessed: Guesses, seconds: int) -> Guesses:
    """The same, so many seconds later, or earlier."""
    return {key: [(start + seconds, end + seconds) for start, end in spans] for key, spans in guessed.items()}


@dataclass
class Run:
    """A stretch without a break, within one block; `start_s` is the first whole second of it."""

    start_ms: int
    end_ms: int
    start_s: int
    carry_ms: int

    @property
    def total_ms(self) -> int:
        """How long it is, with what was carried into it."""
        return self.end_ms - self.start_ms + self.carry_ms


@dataclass
class BlockCounting:
    """The blocks that are not signed yet, and the run that grows the last of them.

    What is left below a second is carried into the next run, so that no stop and no block loses any of it.
    `last_s` is the end of the last second that counted: none counts twice, whatever the clocks do; `sure_s`
    is how far that was as the house last said what time it is.
    """

    blocks: dict[tuple[str, int], OpenBlock] = field(default_factory=dict)
    carry_ms: int = 0
    last_s: int = 0
    sure_s: int = 0
    signed: dict[tuple[str, int], tuple[int, int]] = field(default_factory=dict)
    """Blocks that were signed last, from their first second to their last: they take no more time."""
    run: Run | None = None
    question: str | None = None

    def count(self, job: str, week: WorkWeek, start_ms: int, end_ms: int) -> OpenBlock | None:
        """Count from an instant to another, in milliseconds by the house; the block that it ends in."""
        block = None
        if start_ms < (self.last_s - 1) * SECOND_MS:
            start_ms = self.last_s * SECOND_MS
        while start_ms < end_ms:
            block = self._block_at(job, week, start_ms // SECOND_MS)
            until = min(end_ms, block.end_s * SECOND_MS)
            self._extend(block, start_ms, until)
            if until == block.end_s * SECOND_MS:
                self.pause()
            start_ms = until
        return block

    @property
    def carried_ms(self) -> int:
        """What is not a whole second yet."""
        if self.run is None:
            return self.carry_ms
        return self.run.total_ms - SECOND_MS * (self.last_s - self.run.start_s)

    def pause(self) -> None:
        """End the run: the next starts anew."""
        self.carry_ms, self.run = self.carried_ms, None

    def doubt(self, job: str, since: int, question: str) -> None:
        """Let a question be about what was counted of a job from a second on, and what counts from now."""
        self.pause()
        for block in self.blocks.values():
            if block.job == job:
                block.doubt(since, question)
        self.question = question

    def move(self, guessed: Guesses, seconds: int) -> None:
        """Let spans be so many seconds later, or earlier: their time turned out to be another.

        What was certain of them stays certain, what a question is about stays in doubt, and what is in no
        block any more is counted nowhere.
        """
        self.pause()
        lifted = [
            (job, week, rows)
            for (job, week), spans in guessed.items()
            for block in list(self.blocks.values())
            if block.job == job
            for rows in block.lift(spans)
        ]
        for job, week, (question, spans) in lifted:
            for start, end in spans:
                self._put(job, week, start + seconds, end + seconds, question)

    def go_on_after(self, now: int) -> None:
        """Count from the last second before now that was counted, as the time turned out to be another."""
        open_spans = [span for block in self.blocks.values() for span in block.all_spans]
        spans = [*open_spans, *self.signed.values(), (self.sure_s, self.sure_s)]
        self.last_s = max((end for start, end in spans if start <= now), default=0)

    def still_open(self, guessed: Guesses) -> Guesses:
        """What of guesses is in a block that is not signed yet."""
        rows = {
            (job, week): with_spans(
                [],
                (
                    s
                    for block in self.blocks.values()
                    if block.job == job
                    for s in common(block.all_spans, spans)
                ),
            )
            for (job, week), spans in guessed.items()
        }
        return {key: spans for key, spans in rows.items() if spans}

    def close(self, block: OpenBlock) -> None:
        """Let go of a block that was signed."""
        self.blocks.pop(block.key)
        self.signed[block.key] = (block.spans[0][0], block.spans[-1][1])
        if len(self.signed) > SIGNED_MAX:
            self.signed.pop(next(iter(self.signed)))

    def trust(self) -> None:
        """Let what counts from now be certain again."""
        self.pause()
        self.question = None

    def _put(self, job: str, week: WorkWeek, start: int, end: int, question: str | None) -> None:
        while start < end:
            block = self._block_at(job, week, start)
            block.count(start, min(end, block.end_s), question)
            start = min(end, block.end_s)

    def _block_at(self, job: str, week: WorkWeek, second: int) -> OpenBlock:
        start, end = week.block_at(second)
        if (job, start) in self.signed:
            return OpenBlock(job, start, end)
        if (job, start) not in self.blocks:
            self.blocks[job, start] = OpenBlock(job, start, end)
        block = self.blocks[job, start]
        if block.end_s <= second:
            block.end_s = end
        return block

    def _extend(self, block: OpenBlock, start_ms: int, end_ms: int) -> None:
        if self.run is None:
            first = max(start_ms // SECOND_MS, self.last_s)
            self.run = Run(start_ms, start_ms, first, self.carry_ms)
            self.last_s = first
            self.carry_ms = 0
        self.run.end_ms = end_ms
        end = min(self.run.start_s + self.run.total_ms // SECOND_MS, block.end_s)
        block.count(self.run.start_s, max(end, self.run.start_s), self.question)
        self.last_s = max(end, self.last_s)
