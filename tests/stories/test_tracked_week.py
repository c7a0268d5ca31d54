"""A week of tracked time: protected where it has its screenshot, reviewed, paid, and on the invoice."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from handsel.money.invoices.models import Invoice
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.work.hours.hourly_terms import WorkView
from handsel.work.hours.models import JobWeek, Shot, TimeSpan
from handsel.work.hours.review_refusals import BlockProtected
from handsel.work.hours.shots.deleting import delete_shot
from handsel.work.jobs.models import Job
from tests import factories
from tests.api.connected import tracker_of
from tests.auditing import faults
from tests.conftest import MONDAY_NOON, FrozenClock
from tests.simulated_tracker import SimulatedTracker
from tests.time_travel import let_pass
from tests.web.scenario import signed_in, work_all
from tests.work.hours.as_shown import dispute, reject
from tests.work.hours.shots.test_image import webp

COVERS = ("handsel.work.hours.evidence",)
pytestmark = pytest.mark.django_db(transaction=True)
BLOCK = timedelta(minutes=12)


def tracks(
    tracker: SimulatedTracker, job: Job, number: int, *, with_shot: bool = True, **fields: Any
) -> None:
    """Track a whole block after noon, with a screenshot unless it says otherwise."""
    block = MONDAY_NOON + number * BLOCK
    shots = [tracker.shoots_when_due(str(job.uuid), block, webp())] if with_shot else []
    view = {"state": "on", "reason": ""}
    announced = [shot.announced for shot in shots]
    segment = tracker.segment(str(job.uuid), block, **({"work_view": view, "shots": announced} | fields))
    assert tracker.sends(segment).status == 200
    for shot in shots:
        assert tracker.uploads(shot).status == 200
    work_all()


@pytest.fixture
def week(frozen_clock: FrozenClock, ada: Person, ben: Person) -> JobWeek:
    """Two blocks with a screenshot, one whose was deleted, one without Work View, and 20 minutes by hand."""
    factories.rich(ada)
    job = factories.hourly_bound(ada, ben, factories.hourly_terms(work_view=WorkView.OFFERED))
    factories.week_funded(ada, factories.week_of(job))
    tracker = tracker_of(ben)
    frozen_clock.passes(hours=3)
    for number in range(3):
        tracks(tracker, job, number)
    tracks(tracker, job, 3, with_shot=False, work_view={"state": "off", "reason": "A call."})
    delete_shot(Actor(ben.pk), Shot.objects.latest("taken_at"))
    factories.worked(job, ago=60, minutes=20)
    return factories.week_of(job)


def text_of(person: Person, page: str, job: int) -> str:
    return signed_in(person).get(reverse(page, args=[job])).content.decode()


def test_tracked_time_with_its_screenshot_is_protected_until_it_is_paid(
    week: JobWeek, ada: Person, ben: Person, frozen_clock: FrozenClock
) -> None:
    page = text_of(ben, "time", week.job_id)
    assert page.count("Tracked, protected</span>") >= 2
    assert "Tracked, not protected: its screenshot was deleted" in page
    assert "Tracked, not protected: Work View was off" in page
    assert "$8.00" in page

    let_pass(frozen_clock, days=7)
    sheet = factories.week_of(week.job).sheet
    assert (sheet.seconds, sheet.protected, sheet.unprotected) == (4080, 1440, 2640)
    assert len(sheet.protected_blocks) == 2
    (first, *_), other = sheet.protected_blocks, sheet.protected_blocks[-1] + 1
    with pytest.raises(BlockProtected):
        reject(Actor(ada.pk), sheet, numbers=[first], reason="No.")
    reject(Actor(ada.pk), sheet, numbers=[other], reason="Not for this job.")
    assert "$8.00" in text_of(ada, "timesheet", week.job_id)
    assert faults() == []

    let_pass(frozen_clock, days=14)
    sheet.refresh_from_db()
    assert sheet.stage == "paid"
    lines = [invoice.line for invoice in Invoice.objects.all()]
    assert lines[0] == "Week of 2 March 2026: 56 min at 20.00 USD an hour, 24 min protected"
    assert faults() == []


def test_a_protected_block_is_disputed_and_the_rest_is_paid(
    week: JobWeek, ada: Person, ben: Person, frozen_clock: FrozenClock
) -> None:
    let_pass(frozen_clock, days=7)
    sheet = factories.week_of(week.job).sheet
    dispute(Actor(ada.pk), sheet, numbers=sheet.protected_blocks[:1], reason="Not what was agreed.")
    sheet.refresh_from_db()
    assert (sheet.rest.protected, sheet.rest.unprotected) == (400, 1467)
    let_pass(frozen_clock, days=7)
    assert faults() == []


def test_what_was_not_funded_as_its_block_began_is_not_protected(
    ada: Person, ben: Person, frozen_clock: FrozenClock
) -> None:
    job = factories.hourly_bound(ada, ben, factories.hourly_terms(work_view=WorkView.OFFERED))
    tracker = tracker_of(ben)
    frozen_clock.passes(minutes=13)
    factories.rich(ada)
    factories.week_funded(ada, factories.week_of(job))
    frozen_clock.passes(hours=1)
    for number in range(3):
        tracks(tracker, job, number)
    page = text_of(ben, "time", job.pk)  # Each block says it, and the sums by reason once more.
    assert page.count("Tracked, not protected: no money was in escrow for it</span>") == 2 + 1
    assert page.count("Tracked, protected</span>") == 1 + 1


def test_where_work_view_is_required_time_without_it_is_not_billed(
    ada: Person, ben: Person, frozen_clock: FrozenClock
) -> None:
    factories.rich(ada)
    job = factories.hourly_bound(ada, ben, factories.hourly_terms(work_view=WorkView.REQUIRED))
    factories.week_funded(ada, factories.week_of(job))
    tracker = tracker_of(ben)
    frozen_clock.passes(hours=1)
    tracks(tracker, job, 0)
    tracks(tracker, job, 1, with_shot=False)
    assert "Tracked, not billed: its screenshot has not arrived" in text_of(ben, "time", job.pk)
    let_pass(frozen_clock, days=7)
    sheet = factories.week_of(job).sheet
    assert (sheet.seconds, sheet.protected, sheet.unprotected) == (1440, 720, 0)
    assert sheet.amounts.whole == 400
    assert [block.amount for block in sheet.billed_blocks()] == [400]
    assert faults() == []


def test_of_tracked_time_only_the_memo_is_edited_and_it_may_be_removed(week: JobWeek, ben: Person) -> None:
    span = TimeSpan.objects.filter(job=week.job_id, source="tracked")[0]
    browser = signed_in(ben)
    address = reverse("time-change", args=[span.pk])
    page = browser.get(address).content.decode()
    assert "Tracked time stays as it was recorded: you can change its memo" in page
    assert 'name="start"' not in page
    day = {"day": "2026-03-02", "start": "12:00", "end": "12:05", "memo": "Less."}
    assert "The time was changed." in browser.post(address, day, follow=True).content.decode()
    changed = TimeSpan.objects.get(pk=span.pk)
    assert (changed.span, changed.memo) == (span.span, "Less.")
    assert faults() == []
    browser.post(reverse("time-removal", args=[span.pk]))
    assert not TimeSpan.objects.filter(pk=span.pk).exists()
    assert faults() == []


def test_terms_that_require_work_view_hold_from_the_next_week(
    ada: Person, ben: Person, frozen_clock: FrozenClock
) -> None:
    factories.rich(ada)
    job = factories.hourly_bound(ada, ben, factories.hourly_terms(work_view=WorkView.OFFERED))
    factories.week_funded(ada, factories.week_of(job))
    tracker = tracker_of(ben)
    frozen_clock.passes(hours=1)
    tracks(tracker, job, 0, with_shot=False, work_view={"state": "off", "reason": "A call."})
    factories.proposed(ada, job, factories.hourly_terms(work_view=WorkView.REQUIRED))
    factories.agreed(ben, job)
    assert factories.week_of(job).work_view == WorkView.OFFERED
    assert "not billed" not in text_of(ben, "time", job.pk)
    let_pass(frozen_clock, days=7)
    first, second = JobWeek.objects.filter(job=job).order_by("monday")
    assert (first.sheet.unprotected, first.sheet.unbilled_blocks) == (720, [])
    assert second.work_view == WorkView.REQUIRED
    assert faults() == []
