"""How far people have read: what is new to them, and what the other side has seen of theirs."""

import pytest

from handsel.kernel import clock
from handsel.kernel.identifiers import HOUSE
from handsel.record.actions import Actor
from handsel.work.milestones.reports import mark_late
from handsel.work.workroom.models import ReadMarker
from handsel.work.workroom.posting import post
from handsel.work.workroom.read_state import ReadState, read_state, read_up_to, unread
from tests import factories
from tests.made_once import made_once
from tests.time_travel import at_once


@pytest.fixture
@made_once
def job(frozen_clock, ada, ben):
    return factories.bound(ada, ben, 100)


def say(person, job):
    post(Actor(person.pk), job, words="Hello.", files=[])


def read(person, job, number):
    return read_up_to(person, job, number, clock.now())


def test_what_others_did_is_new_until_it_is_read(ada, ben, job):
    other = factories.awarded(ada, ben)
    assert unread(ben, [job, other]) == {job.pk: 1, other.pk: 1}
    assert unread(ada, [job, other]) == {job.pk: 1}
    assert read(ben, job, 1) == (0, 1)
    say(ada, job)
    say(ben, job)
    assert unread(ben, [job, other]) == {job.pk: 1, other.pk: 1}
    read(ben, job, 4)
    assert unread(ben, [job, other]) == {other.pk: 1}


def test_nobody_reads_back_or_beyond_the_end(ben, job):
    assert read(ben, job, 10**15) == (0, 2)
    assert read(ben, job, 1) == (2, 2)
    assert ReadMarker.objects.get().number == 2


def test_one_sees_up_to_where_the_other_has_seen_ones_own(frozen_clock, ada, ben, job):
    assert read_state(ada, job) == ReadState()
    say(ada, job)
    say(ada, job)
    at = clock.now()
    read(ben, job, 3)
    receipt = read_state(ada, job).receipt
    assert receipt is not None
    assert (receipt.by, receipt.number, receipt.at) == (ben.pk, 3, at)
    assert read_state(ben, job).receipt is None
    assert read_state(ben, job).number == 3


def test_reading_ones_own_or_the_houses_entries_moves_no_receipt(frozen_clock, ada, ben, job):
    read(ben, job, 2)
    at = clock.now()
    frozen_clock.passes(hours=1)
    say(ben, job)
    mark_late(Actor(HOUSE), job, week=factories.this_week())
    read(ben, job, 4)
    receipt = read_state(ada, job).receipt
    assert receipt is not None
    assert (receipt.number, receipt.at) == (1, at)


@pytest.mark.django_db(transaction=True)
def test_two_windows_read_at_once(frozen_clock, ada, ben):
    job = factories.bound(ada, ben, 100)
    at_once(*[lambda n=n: read(ben, job, n) for n in (1, 2, 1, 2)])
    assert ReadMarker.objects.get().number == 2
