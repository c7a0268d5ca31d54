"""The pictures of Work View: for the two sides alone, never kept by a browser, each full view logged."""

from typing import Any

import pytest
from django.urls import reverse

from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.work.hours.models import Shot, ShotView
from handsel.work.hours.shots.deleting import delete_shot
from handsel.work.hours.shots.storage import path_of, thumbnail_of
from handsel.work.jobs.models import Job
from tests import factories
from tests.api.connected import tracker_of
from tests.conftest import MONDAY_NOON, FrozenClock
from tests.tracked_day import BLOCK, track_kept
from tests.web.scenario import signed_in, work_all

COVERS = ("handsel.web.base.sandbox", "handsel.web.hours.shots.pictures")
pytestmark = pytest.mark.django_db


@pytest.fixture
def shot(ada: Person, ben: Person, frozen_clock: FrozenClock) -> Shot:
    job, tracker = factories.hourly_bound(ada, ben), tracker_of(ben)
    frozen_clock.passes(hours=2)
    row = track_kept(tracker, job, MONDAY_NOON)
    work_all()
    return row


def answer_to(person: Person | None, name: str, shot: Shot, job: Job | None = None) -> Any:
    return signed_in(person).get(reverse(name, args=[(job or shot.job).pk, shot.pk]))


@pytest.mark.parametrize(
    ("name", "caching"), [("shot", "private, no-store"), ("shot-thumbnail", "private, max-age=3600")]
)
def test_both_sides_get_a_picture_that_nothing_runs(
    shot: Shot, ada: Person, ben: Person, name: str, caching: str
) -> None:
    place = path_of(shot.commitment) if name == "shot" else thumbnail_of(shot.commitment)
    for person in (ada, ben):
        answer = answer_to(person, name, shot)
        assert answer.content == place.read_bytes()
        assert (answer["Content-Type"], answer["Cache-Control"]) == ("image/webp", caching)
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", ["shot", "shot-thumbnail"])
def test_nobody_else_finds_it_and_neither_does_another_number(
    shot: Shot, ada: Person, ben: Person, eve: Person, olga: Person, name: str
) -> None:
    other = factories.hourly_bound(ada, ben)
    assert [answer_to(person, name, shot).status_code for person in (eve, olga)] == [404, 404]
    assert answer_to(None, name, shot).status_code == 302
    assert answer_to(ada, name, shot, other).status_code == 404
    assert not ShotView.objects.exists()


@pytest.mark.parametrize("name", ["shot", "shot-thumbnail"])
def test_a_deleted_one_is_not_found(shot: Shot, ada: Person, ben: Person, name: str) -> None:
    delete_shot(Actor(ben.pk), shot)
    assert answer_to(ada, name, shot).status_code == 404
    assert answer_to(ben, name, shot).status_code == 404


def test_one_whose_bytes_are_lost_is_not_found_and_no_view_is_logged(shot: Shot, ada: Person) -> None:
    path_of(shot.commitment).unlink()
    assert answer_to(ada, "shot", shot).status_code == 404
    assert not ShotView.objects.exists()


def test_the_freelancer_sees_who_opened_which_and_the_client_is_warned(
    shot: Shot, ada: Person, ben: Person, frozen_clock: FrozenClock
) -> None:
    address = reverse("work-view", args=[shot.job.pk])
    answer_to(ada, "shot-thumbnail", shot)
    answer_to(ben, "shot", shot)
    assert "Nobody has opened a screenshot" in signed_in(ben).get(address).content.decode()
    answer_to(ada, "shot", shot)
    answer_to(ada, "shot", shot)
    frozen_clock.passes(minutes=1)
    answer_to(ada, "shot", shot)
    page = signed_in(ben).get(address).content.decode()
    assert page.count("Ada opened") == ShotView.objects.count() == 2
    warned = signed_in(ada).get(address).content.decode()
    assert "that is logged and shown to Ben" in warned
    assert "Ada opened" not in warned


def test_the_log_of_a_long_day_shows_the_newest(shot: Shot, ada: Person, ben: Person) -> None:
    views = [ShotView(shot=shot, person=ada, at=MONDAY_NOON + place * BLOCK) for place in range(51)]
    ShotView.objects.bulk_create(views)
    page = signed_in(ben).get(reverse("work-view", args=[shot.job.pk])).content.decode()
    assert page.count("Ada opened") == 50
    assert "The newest 50 are shown." in page
