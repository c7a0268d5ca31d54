"""Who counts: it reads clocks and input once a second, and says what happened."""

from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import uuid4

from handsel_tracker.inputs.port import Activity, Inputs
from handsel_tracker.timing.blocks import OpenBlock, WorkWeek, claimable, doubtful_seconds
from handsel_tracker.timing.clocks import Clock, ClockReading, Tick, tick_between
from handsel_tracker.timing.counting import SECOND_MS, BlockCounting, Guesses, moved
from handsel_tracker.timing.idle import IdleWatch
from handsel_tracker.timing.questions import Question
from handsel_tracker.timing.server_time import SecondAnswer, ServerTime
from handsel_tracker.timing.spans import seconds_of, with_span


@dataclass
class TimeKeeper:
    """Counts the time of one job at once. `report` is called with what happened, its job and a number."""

    clock: Clock
    inputs: Inputs
    time: ServerTime
    report: Callable[[str, str, int], None]
    counting: BlockCounting = field(default_factory=BlockCounting)
    watch: IdleWatch = field(default_factory=IdleWatch)
    questions: dict[str, Question] = field(default_factory=dict)
    job: str | None = None
    week: WorkWeek | None = None
    since_s: int = 0
    guessed: Guesses = field(default_factory=dict)
    """What is not signed and was counted since the time of the house was last put forward, or heard first."""
    second_answer: SecondAnswer = field(default_factory=SecondAnswer)
    has_jumped: bool = False
    was_active: bool = False
    """Whether there was input since the last whole second that counted."""
    locked: bool = False
    stop_on_lock: bool = True
    resume_on_unlock: bool = True
    reading: ClockReading = field(init=False)
    activity: Activity = field(init=False, default=Activity(active=False, keys=None, clicks=None))

    def __post_init__(self) -> None:
        self.reading = self.clock.read()

    @property
    def now_s(self) -> int:
        """The time of the house at the last tick."""
        return self.time.at(self.reading.boot_ms) // 1000

    @property
    def block(self) -> OpenBlock | None:
        """The last block of the job that is tracked."""
        own = [block for block in self.counting.blocks.values() if block.job == self.job]
        return max(own, key=lambda block: block.start_s, default=None)

    def tick(self) -> None:
        """Count what passed since the last tick."""
        before, self.reading = self.reading, self.clock.read()
        tick = tick_between(before, self.reading)
        self._look_at_desktop(slept=bool(tick.slept_ms))
        if self.job is not None and self.week is not None and not self.locked:
            self._count(self.job, self.week, tick)
            if tick.counted_ms < self.reading.mono_ms - before.mono_ms:
                self.counting.pause()
        self._note_clocks(tick)
        self._watch_idle()

    def start(self, job: str, week: WorkWeek) -> None:
        """Track a job from now on, and no other; one that is tracked already goes on.

        A start is no input: where the desktop tells of input, it alone says whether somebody is there.
        """
        if job == self.job:
            self.week = week
            return
        self.stop()
        self.job, self.week, self.since_s, self.locked = job, week, self.now_s, False

    def stop(self) -> None:
        """Track nothing."""
        self._end_question()
        self.counting.pause()
        self.job = None

    def hear(self, time: ServerTime) -> None:
        """Take over the time of the house."""
        new = self.second_answer.taken_over(self.time, time, running=self.job is not None)
        moved_ms, was_synced = new.base_ms - self.time.base_ms, self.time.synced
        self.time, self.guessed = new, self.counting.still_open(self.guessed)
        if moved_ms:
            self.counting.pause()
        if abs(moved_ms) >= SECOND_MS:
            seconds = round(moved_ms / SECOND_MS)
            self._put_right(seconds, with_guessed=seconds < 0 or not was_synced)
        self.counting.sure_s = self.counting.last_s

    def answer(self, pk: str, *, keep: bool) -> int:
        """Keep a stretch without input, or leave it out; how many seconds were kept."""
        question = self.questions.pop(pk)
        if self.counting.question == pk:
            self.counting.trust()
            self.watch.restart(self.now_s)
        rows = list(self.counting.blocks.values())
        kept = claimable(rows, pk) if keep else []
        stretch = seconds_of(kept) if keep else doubtful_seconds(rows, pk)
        for block in rows:
            block.settle(pk, keep=kept, at=question.from_s, stretch=stretch)
        return seconds_of(kept)

    def _count(self, job: str, week: WorkWeek, tick: Tick) -> None:
        start, first = self.time.at(tick.start_ms), self.counting.last_s
        if self.counting.run is None:
            first = max(first, start // SECOND_MS)
        self.counting.count(job, week, start, start + tick.counted_ms)
        spans = self.guessed.get((job, week), [])
        self.guessed[job, week] = with_span(spans, first, self.counting.last_s)
        self._note_input(job, week, has_grown=self.counting.last_s > first)

    def _note_input(self, job: str, week: WorkWeek, *, has_grown: bool) -> None:
        """Note input; a whole second is active once, in the block that got it, whoever switches how fast."""
        row = self.activity
        active = self.was_active or row.active
        second = self.counting.last_s - 1 if has_grown else self.now_s
        block = self.counting.blocks.get((job, week.block_at(second)[0]))
        if block is not None:
            block.note_input(second, active=active and has_grown, keys=row.keys, clicks=row.clicks)
        self.was_active = active and not has_grown

    def _put_right(self, seconds: int, *, with_guessed: bool) -> None:
        """Go on at another time, and put what was counted by a wrong clock where it belongs."""
        if with_guessed:
            self.counting.move(self.guessed, seconds)
            for question in self.questions.values():
                question.move(self.guessed, seconds)
            self.since_s += seconds
        self.guessed = moved(self.guessed, seconds) if with_guessed else {}
        self.watch.move(seconds)
        self.counting.go_on_after(self.now_s)

    def _look_at_desktop(self, *, slept: bool) -> None:
        """Input, and whether the screen is locked: then nothing is counted, if the person wants that."""
        self.activity = self.inputs.poll()
        self.watch.note(self.now_s, active=self.activity.active, idle_seconds=self.inputs.idle_seconds())
        if slept:
            self.watch.restart(self.now_s)
        locked = bool(self.inputs.is_locked())
        if locked and not self.locked and self.stop_on_lock and self.job is not None:
            self._lock(self.job)
        elif self.locked and not locked:
            self._unlock()

    def _lock(self, job: str) -> None:
        self.locked = True
        self._end_question()
        if self.block is not None:
            self.block.note(self.now_s, "locked", 0)
        self.report("locked", job, self.now_s)

    def _unlock(self) -> None:
        self.locked = False
        job = self.job or ""
        if self.resume_on_unlock:
            self.watch.restart(self.now_s)
            self.report("unlocked", job, self.now_s)
        else:
            self.stop()
            self.report("stopped after the lock", job, self.now_s)

    def _note_clocks(self, tick: Tick) -> None:
        """Note sleep and jumps in the block that is tracked."""
        if self.block is not None and tick.slept_ms:
            self.block.note(self.now_s, "sleep", tick.slept_ms // 1000)
        self.has_jumped = bool(tick.jumped_ms)
        if self.block is not None and tick.jumped_ms:
            self.block.note(self.now_s, "jump", abs(tick.jumped_ms) // 1000)

    def _watch_idle(self) -> None:
        """Ask about ten minutes without input, back to the last; stop after thirty."""
        if self.job is None or self.locked:
            return
        since = self.watch.idle_from(self.now_s)
        if self.counting.question is not None and since is None:
            self._end_question()
        elif self.counting.question is None and since is not None:
            question = Question(str(uuid4()), self.job, max(since, self.since_s))
            self.questions[question.id] = question
            self.counting.doubt(self.job, question.from_s, question.id)
            self.report("idle", self.job, question.from_s)
        if self.watch.is_over(self.now_s, self.since_s):
            job = self.job
            self.stop()
            self.report("stopped without input", job, self.now_s)

    def _end_question(self) -> None:
        """Let what counts from now be certain, and the question be about what was until now."""
        question = self.questions.get(self.counting.question or "")
        if question is not None:
            question.until_s = self.now_s
        self.counting.trust()
