"""What a week comes to: its time by reason, what is awaited, the fee, and what goes next and when."""

from typing import Any

import pytest

from handsel.config.sample.screens import screen
from handsel.people.models import Person
from handsel.web.hours.week_outlook import WeekOutlook
from handsel.web.hours.week_view import load_week_view
from handsel.work.hours.hourly_terms import WorkView
from tests import factories
from tests.api.connected import tracker_of
from tests.conftest import MONDAY_NOON
from tests.time_travel import let_pass
from tests.tracked_day import BLOCK, track, track_kept
from tests.web.hours.forms import approved
from tests.web.hours.test_sheets import page_of, worked_week

pytestmark = pytest.mark.usefixtures("frozen_clock")


def test_time_whose_screenshot_is_to_come_is_not_yet_decided(
    ada: Person, ben: Person, frozen_clock: Any
) -> None:
    job = factories.hourly_bound(ada, ben, factories.hourly_terms(work_view=WorkView.OFFERED))
    factories.rich(ada)
    factories.week_funded(ada, factories.week_of(job))
    tracker = tracker_of(ben)
    frozen_clock.passes(hours=1)
    track_kept(tracker, job, MONDAY_NOON)
    later = MONDAY_NOON + BLOCK
    track(tracker, job, later, tracker.shoots_when_due(str(job.uuid), later, screen(2)))
    outlook = outlook_of(ben, job.pk)
    assert [group.words for group in outlook.groups.by_reason] == [
        "Tracked, not yet decided: its screenshot has not arrived",
        "Tracked, protected",
    ]
    assert outlook.awaited.minor > 0
    assert outlook.unprotected.minor == 0
    assert "Not yet decided" in page_of(ben, job, "time")
    let_pass(frozen_clock, days=7)
    assert outlook_of(ben, job.pk, "2026-03-02").awaited.minor == 0


def test_the_week_says_what_goes_next_and_how_the_last_one_stands(
    ada: Person, ben: Person, frozen_clock: Any
) -> None:
    job = worked_week(ada, ben)
    page = page_of(ben, job, "time")
    assert "What goes next, and when" in page
    assert "The review ends." in page
    outlook = outlook_of(ben, job.pk)
    assert outlook.last is None
    let_pass(frozen_clock, days=7)
    outlook = outlook_of(ben, job.pk, "2026-03-09")
    assert outlook.last == factories.week_of(job)
    assert outlook.review_ends_at is not None
    assert outlook.review_ends_at > factories.week_of(job).sheet.review_ends_at
    approved(ada, job)
    assert "$60.00</data> paid" in page_of(ben, job, "time", "?week=2026-03-09")


def outlook_of(person: Person, number: int, address: str = "") -> WeekOutlook:
    _job_view, week_view = load_week_view(person, number, address)
    assert week_view is not None
    return WeekOutlook(week_view)
