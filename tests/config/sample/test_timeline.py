"""Stories unfold in order of time, and the clocks of the house run between their acts."""

from datetime import UTC, datetime, timedelta

import pytest

from handsel.config.sample.timeline import days, play
from handsel.kernel import clock
from handsel.work.jobs.models import Job
from tests import factories

START = datetime(2026, 3, 2, 17, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def seen():
    return []


def story(seen, name, *waits):
    for wait in (*waits, 1000):
        seen.append((name, (clock.now() - START).days))
        yield days(wait)


def test_they_take_turns_and_stop_at_the_present(seen):
    progress = []
    stories = [(START, story(seen, "a", 3, 3)), (START + days(1), story(seen, "b", 3, 3))]
    play(stories, START + days(6), lambda done, of: progress.append((done, of)))
    assert seen == [("a", 0), ("b", 1), ("a", 3), ("b", 4), ("a", 6)]
    assert progress[-1] == (7, 7)


def test_what_would_begin_later_does_not_begin(seen):
    play([(START, story(seen, "a")), (START + days(9), story(seen, "b"))], START + days(5), lambda *_: None)
    assert seen == [("a", 0)]


def test_clocks_run_between_the_acts_at_their_own_time(ada, ben, seen):
    def awards():
        factories.awarded(ada, ben)
        yield timedelta(days=20)
        seen.append(Job.objects.get().stage)
        yield timedelta(days=20)

    play([(START, awards())], START + days(30), lambda *_: None)
    assert seen == ["lapsed"]
    assert Job.objects.get().closed_at == datetime(2026, 3, 17, 4, tzinfo=UTC)
