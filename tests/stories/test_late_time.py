"""Late time over HTTP: Ben's laptop was offline on Friday, and is back after the timesheet was submitted."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser

from handsel.money.invoices.models import Invoice
from handsel.notices.models import Notice
from handsel.people.models import Person
from handsel.work.hours.hourly_terms import WorkView
from handsel.work.hours.models import JobWeek, ReceivedSegment
from handsel.work.jobs.models import Job
from tests import factories
from tests.api.connected import tracker_of
from tests.auditing import faults
from tests.balances import earnings, escrow, wallet
from tests.conftest import MONDAY_NOON, FrozenClock
from tests.factories import usd
from tests.simulated_tracker import SimulatedTracker
from tests.stories.people import seat
from tests.time_travel import let_pass
from tests.tracked_day import BLOCK, track_kept
from tests.web.hours.forms import approved
from tests.web.scenario import post_form, signed_in

COVERS = ("handsel.work.hours.supplements", "handsel.work.hours.week_names")
pytestmark = pytest.mark.django_db(transaction=True)
FRIDAY = MONDAY_NOON + timedelta(days=4)


@pytest.fixture
def tracker(ben: Person, frozen_clock: FrozenClock) -> SimulatedTracker:
    """A laptop that committed to its nonces of Friday before it went offline."""
    laptop = tracker_of(ben)
    laptop.commits(FRIDAY.date())
    return laptop


@pytest.fixture
def desk(ben: Person, frozen_clock: FrozenClock) -> SimulatedTracker:
    return tracker_of(ben, "Desk")


@pytest.fixture
def job(ada: Person, ben: Person, tracker: SimulatedTracker, frozen_clock: FrozenClock) -> Job:
    """A job with a funded week of 10 hours, one block of which is on the timesheet of Monday 07:00."""
    factories.rich(ada, 1_000)
    terms = factories.hourly_terms(20, 10, work_view=WorkView.OFFERED, auto_fund=False)
    job = factories.hourly_bound(ada, ben, terms)
    factories.week_funded(ada, factories.week_of(job))
    frozen_clock.passes(minutes=12)
    track_kept(tracker, job, MONDAY_NOON)
    let_pass(frozen_clock, days=7)
    assert factories.week_of(job).sheet.seconds == 720
    return job


def supplement_of(job: Job, number: int = 1) -> JobWeek:
    return JobWeek.objects.select_related("holding", "sheet", "job").get(job=job, supplement=number)


def notices(person: Person) -> list[str]:
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("title", flat=True))


def test_friday_arrives_on_tuesday_and_is_a_timesheet_of_its_own(
    job: Job, tracker: SimulatedTracker, ada: Person, ben: Person, frozen_clock: FrozenClock
) -> None:
    let_pass(frozen_clock, days=1)
    for number in range(3):
        track_kept(tracker, job, FRIDAY + number * BLOCK)
    supplement = supplement_of(job)
    assert (supplement.stage, supplement.held, factories.week_of(job).held) == ("funded", usd(12), usd(188))
    assert (escrow(), wallet(ada)) == (usd(200), usd(800))
    let_pass(frozen_clock, minutes=1)
    title = "Time arrived late for the week of Mon 2 Mar, supplement 1"
    assert [notices(person).count(title) for person in (ada, ben)] == [1, 1]
    assert faults() == []

    let_pass(frozen_clock, days=1)
    sheet = supplement_of(job).sheet
    assert (sheet.stage, sheet.seconds, sheet.protected) == ("submitted", 2160, 2160)
    assert sheet.submitted_at.isoformat() == "2026-03-11T11:00:00+00:00"
    assert sheet.review_ends_at.isoformat() == "2026-03-18T04:00:00+00:00"
    title = "The timesheet of the week of Mon 2 Mar, supplement 1 was submitted: 36 min, $12.00"
    assert [notices(person).count(title) for person in (ada, ben)] == [1, 1]

    approved(ada, job)
    assert (earnings(ben), escrow(), wallet(ada)) == (usd(4), usd(12), usd(984))
    approved(ada, job, supplement=1)
    assert (earnings(ben), escrow(), wallet(ada)) == (usd(16), usd(0), usd(984))
    assert sorted(Invoice.objects.values_list("line", flat=True), key=len) == [
        "Week of 2 March 2026: 12 min at 20.00 USD an hour, protected",
        "Week of 2 March 2026, supplement 1: 36 min at 20.00 USD an hour, protected",
    ]
    assert faults() == []


def test_what_arrives_after_the_payment_is_not_protected_and_asked_of_the_client(
    job: Job, tracker: SimulatedTracker, ada: Person, ben: Person, frozen_clock: FrozenClock
) -> None:
    approved(ada, job)
    let_pass(frozen_clock, days=1)
    track_kept(tracker, job, FRIDAY)
    supplement = supplement_of(job)
    assert (supplement.stage, supplement.held, supplement.ready_at) == ("planned", usd(0), None)
    let_pass(frozen_clock, days=10)
    sheet = supplement_of(job).sheet
    assert (sheet.stage, sheet.protected, sheet.unprotected, sheet.missing) == ("short", 0, 720, 400)
    job.refresh_from_db()
    assert job.stage == "paused"
    post_form(ada, "sheet-payment", supplement.pk, expected="4.00")
    job.refresh_from_db()
    assert (job.stage, earnings(ben), supplement_of(job).stage) == ("working", usd(8), "closed")
    assert faults() == []


def test_time_that_began_after_the_submission_is_refused(
    ada: Person, ben: Person, frozen_clock: FrozenClock
) -> None:
    job = factories.hourly_bound(ada, ben)
    tracker = tracker_of(ben)
    frozen_clock.passes(minutes=5)
    post_form(ben, "sheet-nothing", factories.week_of(job).pk)
    frozen_clock.passes(minutes=20)
    early = tracker.segment(str(job.uuid), MONDAY_NOON)
    assert tracker.sends(early).status == 200
    assert supplement_of(job).submits_at.isoformat() == "2026-03-03T12:00:00+00:00"
    late = tracker.segment(str(job.uuid), MONDAY_NOON + BLOCK)
    assert tracker.sends(late).status == 409
    assert ReceivedSegment.objects.get(pk=late.id).refusal == "submitted"
    assert faults() == []


def text_of(person: Person, page: str, job: Job, week: str) -> str:
    return signed_in(person).get(f"{reverse(page, args=[job.pk])}?week={week}").content.decode()


def test_pages_say_why_there_is_a_supplement_and_when_it_is_submitted(
    job: Job, tracker: SimulatedTracker, ada: Person, ben: Person, frozen_clock: FrozenClock
) -> None:
    track_kept(tracker, job, FRIDAY)
    for person, when in ((ada, "Tue 10 Mar, 07:00"), (ben, "Tue 10 Mar, 12:00")):
        for page in ("time", "timesheet"):
            shown = text_of(person, page, job, "2026-03-02-1")
            assert "Mon 2 Mar</time>, supplement 1" in shown
            assert "This time arrived after the timesheet of its week was submitted" in shown
            assert "Its money comes from what was in escrow for the week" in shown
            assert when in shown
            assert 'href="?week=2026-03-02-1">Supplement 1</a>' in text_of(person, page, job, "2026-03-02")
            assert (
                signed_in(person).get(f"{reverse(page, args=[job.pk])}?week=2026-03-02-2").status_code == 404
            )
    assert "Submit later" not in text_of(ben, "timesheet", job, "2026-03-02-1")
    assert "Add time" not in text_of(ben, "time", job, "2026-03-02-1")
    home = signed_in(ben).get(reverse("home")).content.decode()
    assert "timesheet of the week of Mon 2 Mar, supplement 1" in home
    billing = signed_in(ada).get(reverse("job-billing", args=[job.pk])).content.decode()
    assert "?week=2026-03-02-1" in billing
    post_form(ben, "sheet-submission", supplement_of(job).pk)
    home = signed_in(ada).get(reverse("home")).content.decode()
    assert "Review the timesheet of the week of Mon 2 Mar, supplement 1" in home
    assert "Mon 2 Mar</time>, supplement 1" in signed_in(ada).get(reverse("timesheets")).content.decode()
    assert "supplement 1" in signed_in(ada).get(reverse("money")).content.decode()


def test_the_files_of_a_supplement_name_it(
    job: Job, tracker: SimulatedTracker, ada: Person, ben: Person
) -> None:
    track_kept(tracker, job, FRIDAY)
    response = signed_in(ada).get(reverse("sheet-csv", args=[supplement_of(job).pk]))
    assert f'filename="timesheet-{job.pk}-2026-03-02-1.csv"' in response["Content-Disposition"]
    assert [line.split(",")[-1] for line in response.content.decode().split()[-1:]] == ["1"]
    assert signed_in(ada).get(reverse("sheet-pdf", args=[supplement_of(job).pk])).status_code == 200


def test_late_time_in_a_block_with_other_time_stands_beside_it_in_work_view(
    desk: SimulatedTracker, job: Job, tracker: SimulatedTracker, ben: Person
) -> None:
    first = tracker.segment(str(job.uuid), FRIDAY, seconds=300, memo="On the laptop.")
    assert tracker.sends(first).status == 200
    post_form(ben, "sheet-submission", supplement_of(job).pk)
    second = desk.segment(str(job.uuid), FRIDAY, start=400, seconds=200, memo="At the desk.")
    assert desk.sends(second).status == 200
    page = signed_in(ben).get(f"{reverse('work-view', args=[job.pk])}?day=2026-03-06").content.decode()
    assert "On the laptop., At the desk." in page
    assert page.count("Not protected") + page.count("not protected") >= 2
    assert faults() == []


@pytest.mark.browser
def test_the_pages_of_a_supplement_are_right_on_a_desk_and_a_phone(
    browser: Browser,
    live_server: Any,
    job: Job,
    tracker: SimulatedTracker,
    ada: Person,
    ben: Person,
    frozen_clock: FrozenClock,
) -> None:
    for number in range(3):
        track_kept(tracker, job, FRIDAY + number * BLOCK)
    let_pass(frozen_clock, minutes=1)
    client, freelancer = seat(browser, live_server.url, ada), seat(browser, live_server.url, ben)
    freelancer.opens(f"/jobs/{job.pk}/time/?week=2026-03-02-1")
    freelancer.looks("late-time")
    freelancer.opens(f"/jobs/{job.pk}/timesheet/?week=2026-03-02")
    freelancer.looks("late-time-week")
    freelancer.opens("/inbox/")
    freelancer.looks("late-time-inbox")
    freelancer.opens(f"/jobs/{job.pk}/timesheet/?week=2026-03-02-1")
    freelancer.looks("late-timesheet-open")
    freelancer.clicks("Submit now")
    freelancer.reads("Submitted. The client can approve it now.")
    client.opens("/")
    client.looks("late-time-home")
    client.opens(f"/jobs/{job.pk}/timesheet/?week=2026-03-02-1")
    client.looks("late-timesheet-review")
    client.opens(f"/jobs/{job.pk}/billing/")
    client.looks("late-time-billing")
    client.opens("/timesheets/")
    client.looks("late-timesheets")
