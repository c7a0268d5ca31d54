"""Deleting a screenshot on its page: what it costs is said before, and refused once it is too late."""

import pytest
from django.urls import reverse

from handsel.people.models import Person
from handsel.work.hours.hourly_terms import WorkView
from handsel.work.hours.models import JobWeek, Shot
from handsel.work.hours.shots.lifecycle import ShotState
from tests import factories
from tests.api.connected import tracker_of
from tests.auditing import faults
from tests.conftest import MONDAY_NOON, FrozenClock
from tests.time_travel import let_pass
from tests.tracked_day import track_kept
from tests.web.scenario import signed_in, work_all

COVERS = ("handsel.web.hours.shots.deletion",)
pytestmark = pytest.mark.django_db


@pytest.fixture
def shot(ada: Person, ben: Person, frozen_clock: FrozenClock) -> Shot:
    job, tracker = factories.hourly_bound(ada, ben), tracker_of(ben)
    frozen_clock.passes(hours=2)
    row = track_kept(tracker, job, MONDAY_NOON)
    work_all()
    return row


def address(shot: Shot) -> str:
    return reverse("shot-deletion", args=[shot.job_id, shot.pk])


def test_the_page_says_what_it_costs_and_then_deletes(shot: Shot, ben: Person) -> None:
    client = signed_in(ben)
    assert address(shot) in client.get(reverse("work-view", args=[shot.job_id])).content.decode()
    page = client.get(address(shot)).content.decode()
    assert "The time stays on your timesheet, but Ada may reject it." in page
    assert f'<a href="{reverse("work-view", args=[shot.job_id])}" aria-current="true">Work View</a>' in page
    answer = client.post(address(shot), follow=True)
    assert answer.redirect_chain[0][0].endswith("/work-view/?day=2026-03-02")
    assert "The screenshot was deleted." in answer.content.decode()
    assert Shot.objects.get().state == ShotState.DELETED
    assert "Delete for good" not in client.get(address(shot)).content.decode()
    assert faults() == []


def test_where_the_terms_require_work_view_it_says_that_the_block_is_not_billed(
    shot: Shot, ben: Person
) -> None:
    JobWeek.objects.update(work_view=WorkView.REQUIRED)
    client = signed_in(ben)
    assert "its time is not billed" in client.get(address(shot)).content.decode()
    day = client.get(reverse("work-view", args=[shot.job_id])).content.decode()
    assert "The terms require Work View: its block is not billed." in day


def test_after_submission_it_is_refused_in_place(shot: Shot, ben: Person, frozen_clock: FrozenClock) -> None:
    let_pass(frozen_clock, days=8)
    client = signed_in(ben)
    assert "can no longer change" in client.get(address(shot)).content.decode()
    assert address(shot) not in client.get(reverse("work-view", args=[shot.job_id])).content.decode()
    referer = f"http://testserver{address(shot)}"
    answer = client.post(address(shot), headers={"referer": referer}, follow=True)
    assert answer.redirect_chain[0][0] == address(shot)
    assert "its pictures can no longer change" in answer.content.decode()
    assert Shot.objects.get().state == ShotState.KEPT


def test_a_client_and_others_find_no_page_to_delete(shot: Shot, ada: Person, eve: Person) -> None:
    for person in (ada, eve):
        assert signed_in(person).get(address(shot)).status_code == 404
        assert signed_in(person).post(address(shot)).status_code == 404
    assert Shot.objects.get().state == ShotState.KEPT
