"""Entries run forwards: a clock that was set back is refused, and the audit names what ran back."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from handsel.kernel import clock
from handsel.record.actions import ActionSpec, Actor, perform
from handsel.record.audit import checks
from handsel.record.entry_time import ClockWrong, clock_is_wrong, entry_time, telling_history
from handsel.record.log.writer import write_log
from handsel.record.models import Chain, Entry
from tests.conftest import MONDAY_NOON, FrozenClock
from tests.db_tamper import change
from tests.kinds import SAID

ADA, JOB, OTHER = UUID(int=1), UUID(int=2), UUID(int=3)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


def after(seconds: float) -> datetime:
    return MONDAY_NOON + timedelta(seconds=seconds)


def say(job: UUID = JOB) -> Entry:
    perform(ActionSpec(SAID, Chain.Kind.JOB, job, {}), Actor(ADA), lambda _: {"word": "hello"})
    return Entry.objects.filter(chain__subject=job).latest("number")


@pytest.mark.parametrize(
    ("previous", "signed", "at"),
    [
        (None, None, 0),
        (-5, -5, 0),
        (0, 0, 0),
        (60, None, 60),
        (60, 60, 60),
        (None, 60, 0),
        (-60, 30, 0),
        (61, None, ClockWrong),
        (None, 61, ClockWrong),
        (-5, 61, ClockWrong),
    ],
)
def test_the_time_of_an_entry(previous: int | None, signed: int | None, at: int | type[Exception]) -> None:
    times = {
        "previous": None if previous is None else after(previous),
        "signed": None if signed is None else after(signed),
    }
    if isinstance(at, int):
        assert entry_time(after(0), **times) == after(at)
    else:
        with pytest.raises(at):
            entry_time(after(0), **times)


def test_history_is_told_before_the_last_checkpoint_and_forwards_all_the_same() -> None:
    with telling_history():
        assert entry_time(after(0), previous=after(-9), signed=after(999)) == after(0)
        assert entry_time(after(0), previous=after(99), signed=None) == after(99)


def test_within_a_minute_an_entry_takes_the_time_of_the_one_before(frozen_clock: FrozenClock) -> None:
    first = say()
    frozen_clock.passes(seconds=-50)
    assert say().at == first.at


def test_a_clock_that_was_set_back_a_day_is_refused_and_nothing_is_done(frozen_clock: FrozenClock) -> None:
    say()
    frozen_clock.passes(days=-1)
    with pytest.raises(ClockWrong):
        say()
    assert Entry.objects.count() == 1
    assert say(OTHER).at == clock.now()


def test_nothing_is_recorded_before_what_was_signed(frozen_clock: FrozenClock) -> None:
    say()
    write_log()
    assert not clock_is_wrong()
    frozen_clock.passes(seconds=-61)
    assert clock_is_wrong()
    with pytest.raises(ClockWrong):
        say(OTHER)


def test_entries_that_run_backwards_are_named(frozen_clock: FrozenClock) -> None:
    say()
    frozen_clock.passes(minutes=5)
    change(say(), at=after(-1))
    words = "entry 2: its time is before that of the last"
    assert f"chain job {JOB}: {words}" in [fault for check in checks() for fault in check.faults]
