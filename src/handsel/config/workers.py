"""Worker threads: run due tasks, sign the log, and survive database outages."""

import logging
import signal
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.db import Error, close_old_connections, connection, connections

from handsel.config.cosign_threads import Cosigning
from handsel.config.house_zone import require_same_zone
from handsel.config.shutdown import exit_on_signal
from handsel.config.task_handlers import TASK_HANDLERS
from handsel.kernel import clock
from handsel.record.log import keys
from handsel.record.log.writer import WillNotSign, write_log
from handsel.record.models import SignedCheckpoint
from handsel.tasks import pulses, wakeup
from handsel.tasks.worker import Handler, Lane, work

REST_SECONDS = 1
SIGNING_SECONDS = 20
"""How often the log is signed if it has grown; a minute is promised."""
OUTAGE_SECONDS_MAX = 60
PATIENCE_SECONDS_ALONE = 20
PATIENCE_SECONDS_WITNESSES = 1

log = logging.getLogger(__name__)


@contextmanager
def running_workers(patience_seconds: float = 1) -> Iterator[None]:
    """Run workers inside the block; on exit, wait a little for running tasks."""
    stop = threading.Event()
    threads = [
        threading.Thread(target=target, args=(stop,), name=target.__name__, daemon=True)
        for target in (work_promptly, work_outside, work_at_length)
    ]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        wakeup.wake()
        ends = time.monotonic() + patience_seconds
        for thread in threads:
            thread.join(max(ends - time.monotonic(), 0))


def single_worker() -> None:
    """Run tasks in this process until SIGINT or SIGTERM; exits with a sentence on SQLite."""
    if connection.vendor == "sqlite":
        raise SystemExit(
            "handsel: SQLite takes one process, and `handsel up` works in it already; a worker of its own "
            "needs PostgreSQL (HANDSEL_DATABASE_URL)."
        )
    keys.require_sound()
    wait_for_same_zone()
    exit_on_signal()
    with running_workers(PATIENCE_SECONDS_ALONE):
        print("The worker is ready. Ctrl-C ends it.", flush=True)
        signal.pause()


def wait_for_same_zone() -> None:
    """Wait until the database answers; raises `WrongSetting` for another time zone than its weeks run in."""
    failures = 0
    while True:
        try:
            return require_same_zone()
        except Error as error:
            time.sleep(_rest_after(error, failures))
            failures += 1


def _rest_after(error: Error, failures: int) -> float:
    """Log that the database did not answer, after so many failures before; returns the seconds to rest."""
    rest: float = min(REST_SECONDS * 2**failures, OUTAGE_SECONDS_MAX)
    reason = str(error).partition("\n")[0]
    log.warning("the database did not answer; the worker tries again in %d s: %s", rest, reason)
    connections.close_all()
    return rest


def work_promptly(stop: threading.Event) -> None:
    """Run quick tasks, each in its transaction, and sign the log, until stopped."""
    signs_at, cosigning = time.monotonic(), Cosigning()
    for answered in _poll(stop, Lane.PROMPT):
        if answered and time.monotonic() >= signs_at:
            if signed := sign_for_log():
                cosigning.begin(signed)
            signs_at = time.monotonic() + SIGNING_SECONDS
    cosigning.wait(PATIENCE_SECONDS_WITNESSES)
    connections.close_all()


def work_outside(stop: threading.Event) -> None:
    """Run tasks that use the network until stopped, apart from a job's deadlines."""
    for _ in _poll(stop, Lane.OUTSIDE):
        pass
    connections.close_all()


def work_at_length(stop: threading.Event) -> None:
    """Run tasks that may take minutes until stopped."""
    for _ in _poll(stop, Lane.LONG):
        pass
    connections.close_all()


def _poll(stop: threading.Event, lane: Lane) -> Iterator[bool]:
    """Poll due tasks of a lane until stopped; yields whether the database answered."""
    handlers = {kind: handler for kind, handler in TASK_HANDLERS.items() if handler.lane is lane}
    failures, beats_at = 0, time.monotonic()
    while not stop.is_set():
        failures, rest = _poll_once(handlers, failures)
        if not failures and time.monotonic() >= beats_at:
            write_pulse(lane)
            beats_at = time.monotonic() + pulses.BEAT_SECONDS
        yield not failures
        if rest:
            wakeup.wait(rest)


def write_pulse(lane: Lane) -> None:
    """Write that a worker of a lane runs; what fails now is written the next time."""
    try:
        pulses.beat(lane, clock.now())
    except Error as error:
        log.warning("the pulse of the worker is not written: %s", str(error).partition("\n")[0])
        connections.close_all()


def sign_for_log() -> SignedCheckpoint | None:
    """Sign the log if it has grown; log a failure and go on."""
    try:
        return write_log()
    except (WillNotSign, keys.KeyBroken, OSError) as error:
        log.error("the record is not signed for: %s", error)
    except Error as error:
        log.warning("the record is signed for later: %s", str(error).partition("\n")[0])
        connections.close_all()
    return None


def _poll_once(handlers: Mapping[str, Handler], failures: int) -> tuple[int, float]:
    """Poll once; returns the failures in a row and the seconds to rest."""
    try:
        tried = work(handlers)
    except Error as error:
        return failures + 1, _rest_after(error, failures)
    close_old_connections()
    return 0, 0 if tried else REST_SECONDS
