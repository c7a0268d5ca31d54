"""Everything that is sent, when it is due: one pass at a time, in a thread that may wait for the house."""

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Protocol

from handsel_tracker.evidence.device_key import DeviceKey
from handsel_tracker.house.client import NO_HOUSE, HouseAway, HouseRefused, SignedOut
from handsel_tracker.house.heartbeats import Beat, beat
from handsel_tracker.house.jobs import KnownJob, read_device, read_jobs
from handsel_tracker.house.log_key import read_log_key
from handsel_tracker.sending.backoff import SPREAD_SECONDS, Backoff, Between, draw
from handsel_tracker.sending.changes import send_changes
from handsel_tracker.sending.committing import commit_days
from handsel_tracker.sending.line import Diverged, SendingLine
from handsel_tracker.sending.pictures import send_pictures
from handsel_tracker.sending.restoring import check_history
from handsel_tracker.sending.segments import send_segments
from handsel_tracker.sending.statements import heartbeat_signature
from handsel_tracker.spool.database import SpoolTrouble
from handsel_tracker.spool.rows import SegmentState
from handsel_tracker.timing.clocks import Clock
from handsel_tracker.timing.server_time import ServerTime, heard
from handsel_verify.segments import FIRST

LOG_KEY, BEAT = "log_key", "beat"
SIGNED_OUT_SECONDS = 600
"""When a device is tried again that was said to be disconnected: something on the way may have said so."""
BEAT_SECONDS, DAYS_SECONDS, HISTORY_SECONDS = 300, 600, 3600
DIVERGED = (
    "The site has segments of this device that are not in its spool: a copy of it was used elsewhere, or the"
    " spool was put back from a backup. Nothing more is sent. Sign out and in again: time goes on from there."
)


class Recording(Protocol):
    """What records time, as sending needs it; each method takes its own lock."""

    def sign_due(self) -> None:
        """Sign the blocks that are over."""

    def running_job(self) -> str | None:
        """The job that is tracked now."""

    def now_s(self) -> int:
        """The time of the house."""

    def holds_all(self) -> bool:
        """Whether no screenshot leaves unless its person sends it."""

    def hear_time(self, time: ServerTime) -> None:
        """Take over the time of the house."""

    def hear_stop(self, reason: str) -> None:
        """Stop, since the house says so."""

    def hear_jobs(self, jobs: list[KnownJob]) -> None:
        """Take over how the jobs stand."""


@dataclass
class Sender:
    """Sends for a device that is signed in; `away` says why nothing gets through, if so."""

    line: SendingLine
    key: DeviceKey
    clock: Clock
    recording: Recording
    between: Between = draw
    away: str = ""
    signed_out: bool = False
    signed_out_until_ms: int = 0
    diverged: bool = False
    is_known: bool = False
    upload_ms: int | None = None
    due_ms: dict[str, int] = field(default_factory=dict)
    backoff: Backoff = field(default_factory=Backoff)
    _one_pass: Any = field(default_factory=Lock)

    def step(self, wait_seconds: float = -1) -> None:
        """Send what is due, unless the house was away a moment ago; raises nothing of the network.

        One thread at a time does so; another waits so long for it, or until it ends.
        """
        if self._one_pass.acquire(timeout=wait_seconds):
            try:
                self._step()
            finally:
                self._one_pass.release()

    def _step(self) -> None:
        now_ms = self.clock.read().boot_ms
        waits = self.signed_out and now_ms < self.signed_out_until_ms
        if waits or not self.backoff.is_over(now_ms):
            return
        try:
            self._pass(now_ms)
            self.backoff.worked()
            self.away, self.signed_out = "", False
        except SignedOut:
            self.signed_out, self.signed_out_until_ms = True, now_ms + 1000 * SIGNED_OUT_SECONDS
        except Diverged:
            self.diverged, self.line.problems["diverged"] = True, DIVERGED
        except (HouseAway, HouseRefused, SpoolTrouble) as error:
            self._fail(str(error), now_ms)
        except (ValueError, TypeError, LookupError, ArithmeticError, AttributeError, RecursionError):
            logging.getLogger(__name__).exception("The answer of the site could not be read.")
            self._fail(NO_HOUSE, now_ms)

    def _fail(self, why: str, now_ms: int) -> None:
        self.away = why
        self.backoff.failed(now_ms)

    def hurry(self) -> None:
        """Send at the next pass what would have waited."""
        self.upload_ms = 0
        self.backoff.worked()

    def _pass(self, now_ms: int) -> None:
        """One pass: the time first, since what is over is signed by it before the heartbeat says so."""
        if not self.is_known:
            before = self.clock.read()
            info = read_device(self.line.session)
            self.recording.hear_time(heard(before, self.clock.read(), info.server_ms))
            self.is_known = True
        self._every("beat", BEAT_SECONDS, now_ms, self._beat)
        self._every("days", DAYS_SECONDS, now_ms, self._commit)
        if not self.diverged:
            self._every("history", HISTORY_SECONDS, now_ms, self._check_history)
            self._upload(now_ms)

    def _beat(self) -> None:
        """Say what is signed and tracked, and hear the time, the jobs and whether to stop."""
        self.recording.sign_due()
        last = self.line.spool.last_segment(self.line.device)
        before = self.clock.read()
        running = self.recording.running_job()
        says = Beat(self._next_beat(), last.seq if last else 0, last.digest if last else FIRST, running)
        answer = beat(self.line.session, says, heartbeat_signature(self.key, self.line.device, says))
        self.recording.hear_time(heard(before, self.clock.read(), answer.server_ms))
        if answer.stop:
            self.recording.hear_stop(answer.stop)
        self.recording.hear_jobs(read_jobs(self.line.session))
        if not self.line.log_key:
            self._learn_key()

    def _next_beat(self) -> int:
        """A number above that of each heartbeat before, also where the spool was lost."""
        number = max(int(self.line.spool.note(BEAT, 0)) + 1, self.recording.now_s())
        self.line.spool.put_note(BEAT, number)
        return number

    def _learn_key(self) -> None:
        """Keep the key with which the house signs; it has none before its first receipt."""
        with suppress(HouseAway):
            self.line.log_key = read_log_key(self.line.session.client)
            self.line.spool.put_note(LOG_KEY, self.line.log_key)

    def _commit(self) -> None:
        commit_days(self.line, self.key, self.recording.now_s())

    def _check_history(self) -> None:
        """Find out whether the house was put back to an earlier state."""
        check_history(self.line)

    def _upload(self, now_ms: int) -> None:
        """Send segments some time after a block, changes at once, and pictures when they may leave."""
        line, now_s = self.line, self.recording.now_s()
        waiting = bool(line.spool.count(line.device, SegmentState.SIGNED))
        if waiting and self.upload_ms is None:
            self.upload_ms = now_ms + int(1000 * self.between(0, SPREAD_SECONDS))
        if waiting and self.upload_ms is not None and now_ms >= self.upload_ms:
            taken = send_segments(line, self.key)
            self.upload_ms = None
            if taken:
                self.recording.hear_jobs(read_jobs(line.session))
        send_changes(line)
        send_pictures(line, now_s, holds_all=self.recording.holds_all)

    def _every(self, name: str, seconds: float, now_ms: int, do: Callable[[], None]) -> None:
        """Do something about every so many seconds, not at the same moment as other devices."""
        if now_ms >= self.due_ms.get(name, 0):
            do()
            self.due_ms[name] = now_ms + int(1000 * self.between(0.9 * seconds, seconds))
