"""Time moves to another hourly job of the same people: on both records, or on neither."""

import pytest

from handsel.kernel.refusals import NotFound
from handsel.record.actions import Actor
from handsel.record.models import Entry
from handsel.work.hours.entries.time import MOVED
from handsel.work.hours.models import TimeSpan
from handsel.work.hours.moving import move_time
from handsel.work.hours.pausing import pause_job
from handsel.work.hours.refusals import NotByHand, OtherPeople, TimePaused, WeekSubmitted
from handsel.work.hours.submitting import state_nothing
from tests import factories
from tests.auditing import faults
from tests.made_once import made_once
from tests.time_travel import at_once, let_pass

pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture
@made_once
def row(frozen_clock, ada, ben):
    """Half an hour on a job."""
    return factories.worked(factories.hourly_bound(ada, ben))


@pytest.fixture
def other(row, ada, ben):
    """Another hourly job of the same people."""
    return factories.hourly_bound(ada, ben)


def test_it_leaves_one_record_and_enters_the_other(row, other, ben):
    move_time(Actor(ben.pk), row, to=other.pk)
    moved = TimeSpan.objects.get()
    assert (moved.job, moved.started_at, moved.ended_at) == (other, row.started_at, row.ended_at)
    assert (moved.memo, moved.source) == (row.memo, row.source)
    out, into = (
        Entry.objects.get(kind="time.moved", chain__subject=job.uuid).facts for job in (row.job, other)
    )
    assert out["move"] == into["move"]
    assert (out["number"], into["number"]) == (other.pk, row.job_id)
    assert MOVED.wording("Ben", out).title == (
        f"Ben moved 30 min on Mon 2 Mar to “{other.title}”, job {other.pk}"
    )
    assert MOVED.wording("Ben", into).title.endswith(f"here from “{row.job.title}”, job {row.job_id}")
    assert faults() == []


def test_a_move_that_is_sent_twice_happens_once(row, other, ben):
    actor = Actor(ben.pk)
    assert move_time(actor, row, to=other.pk) == move_time(actor, row, to=other.pk)
    assert Entry.objects.filter(kind="time.moved").count() == 2


def unchanged(row):
    assert TimeSpan.objects.get() == row
    assert not Entry.objects.filter(kind="time.moved").exists()
    assert faults() == []


def test_only_the_freelancer_moves_it_and_only_to_a_job_of_the_same_people(row, other, ada, ben, eve):
    for person in (ada, eve):
        with pytest.raises(NotFound):
            move_time(Actor(person.pk), row, to=other.pk)
    for job in (row.job, factories.hourly_bound(eve, ben), factories.bound(ada, ben)):
        with pytest.raises(OtherPeople):
            move_time(Actor(ben.pk), row, to=job.pk)
    unchanged(row)


def test_what_the_other_job_refuses_moves_nothing(row, other, ada, ben):
    no_hand = factories.hourly_bound(ada, ben, factories.hourly_terms(by_hand=False))
    with pytest.raises(NotByHand):
        move_time(Actor(ben.pk), row, to=no_hand.pk)
    closed = factories.hourly_bound(ada, ben)
    state_nothing(Actor(ben.pk), factories.week_of(closed))
    with pytest.raises(WeekSubmitted):
        move_time(Actor(ben.pk), row, to=closed.pk)
    unchanged(row)


def test_time_of_a_pause_there_and_of_a_submitted_week_here_stays(row, other, ada, ben, frozen_clock):
    pause_job(Actor(ada.pk), other)
    frozen_clock.passes(hours=1)
    during = factories.worked(row.job)
    with pytest.raises(TimePaused):
        move_time(Actor(ben.pk), during, to=other.pk)
    let_pass(frozen_clock, days=7)
    with pytest.raises(WeekSubmitted):
        move_time(Actor(ben.pk), row, to=other.pk)
    assert TimeSpan.objects.filter(job=row.job).count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_moves_in_opposite_directions_at_once_are_both_done(row, other, ben, frozen_clock):
    frozen_clock.passes(hours=1)
    back = factories.worked(other)
    moves = [(row, other), (back, row.job)]
    at_once(*(lambda time=time, to=to: move_time(Actor(ben.pk), time, to=to.pk) for time, to in moves))
    places = dict(TimeSpan.objects.values_list("started_at", "job"))
    assert places == {row.started_at: other.pk, back.started_at: row.job_id}
    assert faults() == []
