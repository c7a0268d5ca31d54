"""Changing and removing time that was recorded by hand."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.work.hours.models import JobWeek, TimeSpan
from handsel.work.hours.recording import record_time
from tests import factories
from tests.api.connected import tracker_of
from tests.conftest import MONDAY_NOON, FrozenClock
from tests.made_once import made_once
from tests.tracked_day import track
from tests.web.scenario import post_form, signed_in

pytestmark = pytest.mark.usefixtures("frozen_clock")
FORM = {"day": "2026-03-02", "start": "14:30", "end": "15:00", "memo": "Less."}


@pytest.fixture
@made_once
def row(frozen_clock, ada: Person, ben: Person) -> TimeSpan:
    job = factories.hourly_bound(ada, ben)
    start, end = datetime(2026, 3, 2, 13, tzinfo=UTC), datetime(2026, 3, 2, 14, 30, 20, tzinfo=UTC)
    record_time(Actor(ben.pk), job, start=start, end=end, memo="Sketches.")
    return TimeSpan.objects.get()


def test_time_is_changed_to_other_time(ben: Person, row: TimeSpan) -> None:
    page = signed_in(ben).get(reverse("time-change", args=[row.pk])).content.decode()
    assert 'value="14:00:00"' in page
    assert 'value="15:30:20"' in page
    answer = post_form(ben, "time-change", row.pk, **FORM)
    assert "The time was changed." in answer.content.decode()
    changed = TimeSpan.objects.get()
    assert (changed.span.seconds, changed.memo) == (1_800, "Less.")


def test_what_is_refused_is_said_beside_its_field(ben: Person, row: TimeSpan) -> None:
    answer = signed_in(ben).post(reverse("time-change", args=[row.pk]), FORM | {"end": "22:00"})
    assert answer.status_code == 422
    assert "not over yet" in answer.context["form"].errors["end"][0]
    assert TimeSpan.objects.get().memo == "Sketches."


def test_of_tracked_time_the_memo_is_changed_and_nothing_else(
    ada: Person, ben: Person, frozen_clock: FrozenClock
) -> None:
    tracker, job = tracker_of(ben), factories.hourly_bound(ada, ben)
    frozen_clock.passes(hours=2)
    track(tracker, job, MONDAY_NOON, seconds=700)
    before = TimeSpan.objects.values().get()
    page = signed_in(ben).get(reverse("time-change", args=[before["id"]])).content.decode()
    assert "you can change its memo" in page
    assert 'name="start"' not in page
    answer = post_form(ben, "time-change", before["id"], **FORM)
    assert "The time was changed." in answer.content.decode()
    assert TimeSpan.objects.values().get() == before | {"memo": "Less."}
    refused = signed_in(ben).post(reverse("time-change", args=[before["id"]]), {"memo": " "})
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["memo"])
    assert TimeSpan.objects.get().memo == "Less."


def test_time_is_removed(ben: Person, row: TimeSpan) -> None:
    answer = post_form(ben, "time-removal", row.pk)
    assert "The time was removed." in answer.content.decode()
    assert not TimeSpan.objects.exists()


def test_time_of_a_submitted_week_is_not_changed(ben: Person, row: TimeSpan) -> None:
    JobWeek.objects.update(stage="closed")
    page = signed_in(ben).get(reverse("time-change", args=[row.pk])).content.decode()
    assert "can no longer change" in page
    post_form(ben, "time-change", row.pk, **FORM)
    post_form(ben, "time-removal", row.pk)
    assert TimeSpan.objects.get().memo == "Sketches."


def test_only_the_freelancer_changes_it(ada: Person, eve: Person, row: TimeSpan) -> None:
    for person in (ada, eve):
        assert signed_in(person).get(reverse("time-change", args=[row.pk])).status_code == 404
        assert post_form(person, "time-removal", row.pk).status_code == 404
    assert TimeSpan.objects.exists()


def test_time_is_moved_to_another_job_of_the_same_client(ada: Person, ben: Person, row: TimeSpan) -> None:
    assert (
        "Move to another job"
        not in signed_in(ben).get(reverse("time-change", args=[row.pk])).content.decode()
    )
    other = factories.hourly_bound(ada, ben)
    page = signed_in(ben).get(reverse("time-change", args=[row.pk])).content.decode()
    assert f'<option value="{other.pk}">' in page
    answer = post_form(ben, "time-move", row.pk, to=other.pk)
    assert f"The time is on “{other.title}” now." in answer.content.decode()
    assert TimeSpan.objects.get().job == other
