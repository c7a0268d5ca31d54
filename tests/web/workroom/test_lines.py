"""The time that was tracked on a day is one line of the Workroom, which opens to its entries."""

from datetime import timedelta

import pytest
from django.urls import reverse

from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.work.workroom.posting import post
from tests import factories
from tests.api.connected import tracker_of
from tests.conftest import MONDAY_NOON, FrozenClock
from tests.web.scenario import signed_in

pytestmark = pytest.mark.django_db


def test_tracked_time_of_a_day_is_one_line(ada: Person, ben: Person, frozen_clock: FrozenClock) -> None:
    job, tracker = factories.hourly_bound(ada, ben), tracker_of(ben)
    frozen_clock.passes(hours=3)
    for number in range(3):
        tracker.sends(tracker.segment(str(job.uuid), MONDAY_NOON + number * timedelta(minutes=12)))
    post(Actor(ben.pk), job, words="A break.", files=[])
    tracker.sends(tracker.segment(str(job.uuid), MONDAY_NOON + timedelta(hours=1), seconds=300))
    page = signed_in(ada).get(reverse("workroom", args=[job.pk])).content.decode()
    assert "The Tracker recorded 36 min on Mon 2 Mar, in 3 blocks</h3>" in page
    assert page.count("The Tracker recorded 12 min on Mon 2 Mar</h3>") == 3
    assert page.count("The Tracker recorded 5 min on Mon 2 Mar</h3>") == 1
    assert page.count("<summary") == page.count("</summary>")
