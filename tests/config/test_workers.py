"""The worker's loop: it rests when nothing is due, wakes at once, and outlives the database's absences."""

import signal
import threading
from unittest.mock import Mock, patch
from uuid import uuid4

import pytest
from django.db import OperationalError, connection

from handsel.config import workers
from handsel.kernel import clock
from handsel.record.log.writer import WillNotSign
from handsel.record.models import SignedCheckpoint
from handsel.tasks import wakeup
from handsel.tasks.models import Task, schedule
from handsel.tasks.pulses import last_beats
from handsel.tasks.worker import Handler, Lane
from tests.processes import first_line, handsel
from tests.record.log.test_writer import say
from tests.waiting import until

COVERS = ("handsel.config.shutdown",)


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Subjects of the tasks that the worker ran."""
    subjects: list[str] = []
    monkeypatch.setattr(
        workers, "TASK_HANDLERS", {"try": Handler(lambda subject, _at: subjects.append(subject))}
    )
    return subjects


@pytest.mark.django_db(transaction=True)
def test_it_works_beside_others_and_is_called_off(done: list[str]) -> None:
    with workers.running_workers(10):
        schedule("try", "now", at=clock.now())
        assert until(lambda: done == ["now"])
    assert not {"work_promptly", "work_outside", "work_at_length"} & {
        thread.name for thread in threading.enumerate()
    }


@pytest.mark.django_db(transaction=True)
def test_what_takes_long_holds_up_no_clock_and_no_mail(
    done: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    held, let_go = threading.Event(), threading.Event()

    def slow(_subject: str, _at: object) -> None:
        held.set()
        assert let_go.wait(10)

    monkeypatch.setitem(workers.TASK_HANDLERS, "slow", Handler(slow, Lane.LONG))
    monkeypatch.setitem(workers.TASK_HANDLERS, "mail", Handler(workers.TASK_HANDLERS["try"].do, Lane.OUTSIDE))
    with workers.running_workers(10):
        schedule("slow", "file", at=clock.now())
        assert held.wait(10)
        schedule("try", "now", at=clock.now())
        schedule("mail", "letter", at=clock.now())
        assert until(lambda: sorted(done) == ["letter", "now"])
        let_go.set()
    assert not Task.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_it_wakes_at_once_when_something_is_asked_for(
    done: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "REST_SECONDS", 60)
    with workers.running_workers(10):
        schedule("try", "first", at=clock.now())
        assert until(lambda: done == ["first"])
        schedule("try", "second", at=clock.now())
        assert until(lambda: done == ["first", "second"])


@pytest.mark.django_db(transaction=True)
def test_it_signs_for_what_is_new_in_the_log(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "SIGNING_SECONDS", 0)
    monkeypatch.setattr(workers, "TASK_HANDLERS", {})
    with workers.running_workers(10):
        say(2)
        assert until(lambda: SignedCheckpoint.objects.filter(size=2).exists())


@pytest.mark.django_db
def test_what_must_not_be_signed_is_said_loudly_and_work_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    with patch.object(workers, "write_log", side_effect=WillNotSign("two histories")):
        workers.sign_for_log()
    with patch.object(workers, "write_log", side_effect=OperationalError("gone")):
        workers.sign_for_log()
    assert [(record.levelname, record.message) for record in caplog.records] == [
        ("ERROR", "the record is not signed for: two histories"),
        ("WARNING", "the record is signed for later: gone"),
    ]


def test_while_the_database_is_away_it_rests_longer_each_time(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stop, rests = threading.Event(), []

    def away(_duties: object) -> int:
        raise OperationalError("the server closed the connection")

    def wait(seconds: float) -> None:
        rests.append(seconds)
        if len(rests) == 9:
            stop.set()

    monkeypatch.setattr(workers, "work", away)
    monkeypatch.setattr(wakeup, "wait", wait)
    workers.work_promptly(stop)
    assert rests == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert "the database did not answer; the worker tries again in 60 s" in caplog.text


def test_when_the_database_is_back_it_rests_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    stop, rests = threading.Event(), []
    answers = iter([OperationalError("away"), OperationalError("away"), 5, 0])

    def work(_duties: object) -> int:
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def wait(seconds: float) -> None:
        rests.append(seconds)
        if len(rests) == 3:
            stop.set()

    monkeypatch.setattr(workers, "work", work)
    monkeypatch.setattr(workers, "close_old_connections", lambda: None)
    monkeypatch.setattr(wakeup, "wait", wait)
    monkeypatch.setattr(workers, "sign_for_log", lambda: None)
    monkeypatch.setattr(workers, "write_pulse", lambda _lane: None)
    workers.work_promptly(stop)
    assert rests == [1, 2, 1]


def test_each_lane_writes_that_it_runs(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    stop = threading.Event()
    monkeypatch.setattr(workers, "work", lambda _handlers: stop.set() or 0)
    monkeypatch.setattr(workers, "close_old_connections", lambda: None)
    monkeypatch.setattr(workers, "connections", Mock())
    monkeypatch.setattr(wakeup, "wait", lambda _seconds: None)
    workers.work_outside(stop)
    assert set(last_beats()) == {Lane.OUTSIDE}


def test_a_pulse_that_cannot_be_written_stops_nothing(caplog: pytest.LogCaptureFixture) -> None:
    with patch.object(workers.pulses, "beat", side_effect=OperationalError("gone")):
        workers.write_pulse(Lane.PROMPT)
    assert "the pulse of the worker is not written: gone" in caplog.text


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL takes any number of workers")
def test_on_sqlite_a_worker_of_its_own_is_refused() -> None:
    with pytest.raises(SystemExit, match="SQLite takes one process"):
        workers.single_worker()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite takes one process")
@pytest.mark.django_db(transaction=True)
def test_a_worker_of_its_own_works_and_ends_when_told() -> None:
    schedule("notice", uuid4(), at=clock.now())
    with handsel("worker") as worker:
        assert first_line(worker) == "The worker is ready. Ctrl-C ends it.\n"
        assert until(lambda: not Task.objects.filter(attempts=0).exists())
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(5) == 0


def test_a_worker_of_its_own_waits_for_a_database_that_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    rests: list[float] = []
    answers = [OperationalError("away"), OperationalError("away"), None]
    monkeypatch.setattr(workers.time, "sleep", rests.append)
    with patch.object(workers, "require_same_zone", side_effect=answers) as zone:
        workers.wait_for_same_zone()
    assert (zone.call_count, rests) == (3, [1, 2])
