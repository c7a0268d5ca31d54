"""The engine: what is tracked on a device that is signed in, under one lock."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import RLock
from typing import Any

from handsel_tracker.daemon.camera import Begin, Camera, going_on
from handsel_tracker.daemon.describing import describe
from handsel_tracker.daemon.notices import Notices
from handsel_tracker.daemon.reminders import Reminders
from handsel_tracker.daemon.settings import Settings
from handsel_tracker.daemon.signing import BlockSigner
from handsel_tracker.daemon.timekeeper import TimeKeeper
from handsel_tracker.daemon.timer_state import timer_document
from handsel_tracker.daemon.totals import TrackedTotals
from handsel_tracker.evidence.device_key import DeviceKey
from handsel_tracker.house.jobs import KnownJob
from handsel_tracker.inputs.port import Inputs
from handsel_tracker.screen.port import Wanted
from handsel_tracker.spool.database import SpoolTrouble
from handsel_tracker.spool.spool import Spool
from handsel_tracker.timing.clocks import Clock
from handsel_tracker.timing.server_time import ServerTime, estimated

FLUSH_SECONDS, IDLE_FLUSH_SECONDS = 10, 600
KEPT_SECONDS, FORGET_SECONDS = 8 * 86_400, 86_400
"""How long pictures are kept, in case the house is put back, and how often older ones are let go."""


@dataclass
class Engine:
    """Time, screenshots and signatures of one device. Each public method takes the lock."""

    spool: Spool
    clock: Clock
    inputs: Inputs
    begin: Begin
    key: DeviceKey
    device: str
    spread: Callable[[], int]
    settings: Settings = field(default_factory=Settings)
    jobs: dict[str, KnownJob] = field(default_factory=dict)
    memos: dict[str, str] = field(default_factory=dict)
    work_view_off: set[str] = field(default_factory=set)
    notices: Notices = field(default_factory=Notices)
    totals: TrackedTotals = field(default_factory=TrackedTotals)
    reminders: Reminders = field(default_factory=Reminders)
    changed: Callable[[], None] = lambda: None
    lock: Any = field(default_factory=RLock)
    flushed_s: int = 0
    forgot_s: int = 0

    def __post_init__(self) -> None:
        self.spool.seal_key = self.key.seal_key
        time = estimated(self.clock.read(), (self.spool.note("timer") or {}).get("offset_ms", 0))
        self.keeper = TimeKeeper(self.clock, self.inputs, time, self._report)
        self.camera = Camera(self.spool, self.device, self.begin, self.inputs)
        self.signer = BlockSigner(self.spool, self.keeper, self.camera, self.key, self.spread)

    def tick(self) -> None:
        """Count a second, take a screenshot if it is due, sign what is over, and write every ten seconds."""
        with self.lock:
            self.keeper.stop_on_lock = self.settings.stop_on_lock
            self.keeper.resume_on_unlock = self.settings.resume_on_unlock
            self.keeper.tick()
            block = self.keeper.block
            if block is not None and self.keeper.job is not None:
                describe(block, self.jobs, self.memos, self.work_view_off)
                with going_on(block):
                    if not self.keeper.locked:
                        self.camera.watch(block, self.keeper.now_s, self._wanted())
            self._remind()
            counts = self.keeper.job or self.keeper.counting.blocks
            seconds = FLUSH_SECONDS if counts else IDLE_FLUSH_SECONDS
            if self.keeper.has_jumped or abs(self.keeper.now_s - self.flushed_s) >= seconds:
                self.write()
            else:
                with self.minding_disk():
                    self._sign()
        self.changed()

    def write(self) -> None:
        """Write what is counted, and sign what is over; what the disk does not take stays in memory."""
        with self.lock, self.minding_disk():
            self.spool.put_blocks(self.keeper.counting.blocks.values())
            self.spool.put_note("timer", timer_document(self.keeper, self.device))
            self.flushed_s = self.keeper.now_s
            self._sign()
            self.notices.resolve("disk")

    def sign_due(self) -> None:
        """Sign the blocks that are over, by the clocks as they stand now."""
        with self.lock:
            self.keeper.tick()
            self.write()

    def running_job(self) -> str | None:
        """The job that is tracked now."""
        with self.lock:
            return None if self.keeper.locked else self.keeper.job

    def now_s(self) -> int:
        """The time of the house."""
        with self.lock:
            return self.keeper.now_s

    def holds_all(self) -> bool:
        """Whether no screenshot leaves unless its person sends it."""
        return self.settings.hold_all

    def hear_time(self, time: ServerTime) -> None:
        """Take over the time of the house."""
        with self.lock:
            self.keeper.hear(time)

    def hear_stop(self, reason: str) -> None:
        """Stop, since the house says so."""
        with self.lock:
            if self.keeper.job is not None:
                self.stop(reason)

    def hear_jobs(self, jobs: list[KnownJob]) -> None:
        """Take over how the jobs stand, and remember them for a time without a network."""
        with self.lock, self.minding_disk():
            self.jobs = {row.job: row for row in jobs}
            running = self.jobs.get(self.keeper.job or "")
            if running is not None and running.week is not None:
                self.keeper.week = running.week.work_week
            self.spool.put_note("jobs", [row.as_document() for row in jobs])
            self.totals.hear_jobs(self.spool, self.device)
            self.notices.add_refused(self.totals.refused)
            self.spool.put_note("counted_seq", self.totals.counted_seq)
        self.changed()

    def stop(self, reason: str = "") -> None:
        """Track nothing; a reason is said to the person."""
        with self.lock:
            self.keeper.tick()
            self.take_last_picture()
            if reason:
                self.notices.add("stopped", self.keeper.job or "", text=reason)
            self.keeper.stop()
            self.write()
        self.changed()

    def left_seconds(self, job: KnownJob) -> int | None:
        """What is left of the week's limit; None without one."""
        if job.week is None or not job.week.limit:
            return None
        return max(job.week.limit - self.week_seconds(job), 0)

    def week_seconds(self, job: KnownJob) -> int:
        """The week's seconds of a job, on all devices."""
        return self.totals.week_seconds(job, self.keeper.counting.blocks.values(), self.keeper.now_s)

    @contextmanager
    def minding_disk(self) -> Iterator[None]:
        """Say it to the person if the disk takes nothing; what was to be written is tried again."""
        try:
            yield
        except SpoolTrouble as trouble:
            self.notices.resolve("disk")
            self.notices.add("disk", text=str(trouble))

    def _sign(self) -> None:
        """Sign what is over, and say which screenshots were taken."""
        self.spool.database.scrub()
        self.camera.look()
        for segment in self.signer.sign_due():
            self.totals.load(self.spool, self.device)
            self.notices.add_signed(segment)
        if self.keeper.time.synced and abs(self.keeper.now_s - self.forgot_s) >= FORGET_SECONDS:
            self.spool.forget_before(self.keeper.now_s - KEPT_SECONDS)
            self.forgot_s = self.keeper.now_s

    def _wanted(self) -> Wanted:
        return Wanted(self.settings.monitor, self.settings.excluded)

    def take_last_picture(self) -> None:
        """Take the screenshot of a block whose timer stops before its moment."""
        block = self.keeper.block
        if block is not None and self.keeper.job is not None and not self.keeper.locked:
            describe(block, self.jobs, self.memos, self.work_view_off)
            with going_on(block):
                self.camera.stop(block, self.keeper.now_s, self._wanted())

    def _remind(self) -> None:
        """Stop at the limit, and remind of what the person may have forgotten."""
        known = self.jobs.get(self.keeper.job or "")
        left = self.left_seconds(known) if known else None
        if known is not None and left == 0:
            self.stop("full")
        limit = known.week.limit if known is not None and known.week else None
        self.reminders.look(self.keeper, self.settings, self.notices, left=left, limit=limit)

    def _report(self, kind: str, job: str, number: int) -> None:
        """What the timekeeper says happened."""
        self.notices.add(kind, job, at=number)
