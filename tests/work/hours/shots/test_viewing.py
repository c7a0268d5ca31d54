"""Who looks at a screenshot at its full size is logged."""

from datetime import timedelta

import pytest

from handsel.kernel import clock
from handsel.people.models import Person
from handsel.work.hours.models import Shot, ShotView
from handsel.work.hours.shots.viewing import log_view
from tests import factories
from tests.api.connected import tracker_of
from tests.conftest import FrozenClock
from tests.tracked_day import track_kept

COVERS = ("handsel.work.hours.models.shot_views", "handsel.work.hours.shots.viewing")
pytestmark = pytest.mark.django_db


@pytest.fixture
def shot(ada: Person, ben: Person, frozen_clock: FrozenClock) -> Shot:
    job, tracker, block = factories.hourly_bound(ada, ben), tracker_of(ben), clock.now()
    frozen_clock.passes(hours=1)
    return track_kept(tracker, job, block)


def test_a_view_is_logged_once_a_minute(shot: Shot, ada: Person) -> None:
    minute = clock.now().replace(second=0, microsecond=0)
    for second in (5, 40, 65):
        log_view(shot, ada, minute + timedelta(seconds=second))
    views = ShotView.objects.values_list("shot", "person", "at")
    assert list(views) == [(shot.pk, ada.pk, minute + timedelta(minutes=1)), (shot.pk, ada.pk, minute)]
    assert str(ShotView.objects.first()) == f"view of {shot}"


def test_the_freelancer_s_own_views_are_not_logged(shot: Shot, ben: Person) -> None:
    log_view(shot, ben, clock.now())
    assert not ShotView.objects.exists()
