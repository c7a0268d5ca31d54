"""What becomes of hourly jobs, timers, devices, sessions and mail of somebody who is removed."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from handsel.config.task_handlers import TASK_HANDLERS
from handsel.kernel import clock
from handsel.money.ledger.models import AccountKind
from handsel.money.rails.payouts import request_payout
from handsel.notices.models import Notice
from handsel.people.suspension import Removed
from handsel.policy.publishing import ensure_presets
from handsel.record.actions import Actor
from handsel.record.log.writer import write_log
from handsel.record.models import Entry
from handsel.tasks.worker import work
from handsel.work.hours.models import JobWeek, PageTimer
from handsel.work.hours.refusals import WeekSubmitted
from handsel.work.hours.timer import beat, start_timer
from handsel.work.jobs.models import Job
from tests import factories
from tests.api.connected import tracker_of
from tests.auditing import faults
from tests.factories import usd
from tests.time_travel import let_pass
from tests.trust.conduct.reported import (
    answered,
    appealed,
    confirmed,
    decided,
    latest,
    removal_proposed,
    reported,
    withdrawn,
)
from tests.web.scenario import signed_in

pytestmark = pytest.mark.usefixtures("frozen_clock")


def works():
    while work(TASK_HANDLERS):
        """Tell everybody, and do what is due."""


def remove(olga, otto, reporter, job):
    confirmed(otto, removal_proposed(olga, reported(reporter, job)))
    works()


@pytest.fixture
def hourly(frozen_clock, ada, ben):
    """An hourly job on which Ben tracks."""
    job = factories.hourly_bound(ada, ben)
    factories.rich(ada, 2_000)
    factories.week_funded(ada, factories.week_of(job))
    return job


def test_the_open_week_is_submitted_with_what_the_timer_counted(frozen_clock, ada, ben, olga, otto, hourly):
    start_timer(Actor(ben.pk), hourly, memo="Signs.")
    beat(ben, frozen_clock.passes(minutes=5))
    remove(olga, otto, ada, hourly)
    assert not PageTimer.objects.exists()
    week = factories.week_of(hourly)
    assert (week.stage, week.sheet.stage, week.sheet.seconds) == ("settling", "submitted", 300)
    hourly.refresh_from_db()
    assert hourly.ended_by == "freelancer"
    assert faults() == []
    let_pass(frozen_clock, days=15)
    assert JobWeek.objects.get(pk=week.pk).stage == "closed"
    hourly.refresh_from_db()
    assert hourly.stage == "complete"
    assert faults() == []


def test_a_week_without_time_closes_and_its_money_returns(ada, ben, olga, otto, hourly):
    remove(olga, otto, ada, hourly)
    hourly.refresh_from_db()
    assert (factories.week_of(hourly).stage, hourly.stage) == ("dropped", "cancelled")
    assert faults() == []


def test_of_a_removed_client_the_freelancer_keeps_the_week_open(frozen_clock, ada, ben, olga, otto, hourly):
    remove(olga, otto, ben, hourly)
    hourly.refresh_from_db()
    assert (factories.week_of(hourly).stage, hourly.ended_by) == ("funded", "client")
    frozen_clock.passes(hours=2)
    let_pass(frozen_clock, days=15)
    assert faults() == []


def test_a_running_tracker_stops_and_a_closed_job_takes_no_time(frozen_clock, ada, ben, olga, otto, hourly):
    tracker = tracker_of(ben)
    frozen_clock.passes(hours=1)
    tracked = clock.now()
    tracker.beats(str(hourly.uuid))
    frozen_clock.passes(minutes=30)
    remove(olga, otto, ada, hourly)
    removed = clock.now()
    frozen_clock.passes(hours=1)
    assert tracker.beats(str(hourly.uuid)).data["stop"] in ("closed", "suspended")
    late = tracker.sends(tracker.segment(str(hourly.uuid), removed + timedelta(minutes=6)))
    assert late.status == 409
    before = tracker.sends(tracker.segment(str(hourly.uuid), tracked))
    assert (before.status, before.code) == (409, "job-closed")
    assert faults() == []


def test_time_by_hand_is_submitted_and_no_more_is_taken(frozen_clock, ada, ben, olga, otto, hourly):
    factories.worked(hourly)
    frozen_clock.passes(hours=1)
    remove(olga, otto, ada, hourly)
    assert factories.week_of(hourly).sheet.seconds == 1800
    with pytest.raises(WeekSubmitted):
        factories.worked(hourly, ago=10, minutes=10)


def test_open_sessions_go_on_and_read_withdraw_and_download(ada, ben, olga, otto):
    milestone = factories.delivered(ada, ben, 300, 50)
    factories.released(ada, milestone)
    session = signed_in(ben)
    remove(olga, otto, ada, milestone.job)
    page = session.get(reverse("home")).content.decode()
    assert "Removed from this site" in page
    conduct = session.get(reverse("conduct")).content.decode()
    assert "No money that is yours was taken." in conduct
    assert session.get(reverse("workroom", args=[milestone.job_id])).status_code == 200
    write_log()
    assert session.get(reverse("evidence", args=[milestone.job_id])).status_code == 200
    request_payout(Actor(ben.pk), ben, usd(300), source=AccountKind.EARNINGS)
    works()
    assert faults() == []


def test_unread_mail_is_sent_and_says_what_remains(ada, ben, olga, otto, hourly):
    remove(olga, otto, ada, hourly)
    subjects = [letter.subject for letter in mail.outbox if ben.email in letter.to]
    assert any("You were removed from this site" in subject for subject in subjects)
    body = next(letter.body for letter in mail.outbox if "You were removed" in letter.subject)
    assert "Your money stays yours" in body
    assert Notice.objects.filter(person=ben, read_at=None, title__startswith="You were removed").exists()


def test_a_suspended_person_who_is_removed_is_removed_for_good(frozen_clock, ada, ben, olga, otto, hourly):
    other = factories.funded(ada, ben, 50)
    decided(olga, reported(ada, hourly), "suspend")
    row = removal_proposed(olga, reported(ada, other))
    confirmed(otto, row)
    works()
    let_pass(frozen_clock, days=20)
    ben.refresh_from_db()
    assert ben.begins_nothing(clock.now())
    with pytest.raises(Removed):
        start_timer(Actor(ben.pk), hourly, memo="Signs.")
    assert faults() == []


def test_an_overturned_removal_leaves_a_suspension_as_it_is(ada, ben, olga, otto, hourly):
    other = factories.funded(ada, ben, 50)
    decided(olga, reported(ada, hourly), "suspend")
    until = latest().until
    removal_proposed(olga, reported(ada, other))
    answered(otto, appealed(ben, latest()), is_granted=True)
    ben.refresh_from_db()
    assert (ben.suspended_until, ben.removed_at) == (until, None)
    assert Job.objects.filter(ended_by="freelancer").count() == 0
    assert faults() == []


def test_who_is_removed_reads_it_as_you_and_the_other_side_by_the_side(frozen_clock, ada, ben, olga, otto):
    ensure_presets()
    job = factories.funded(ada, ben, 100, policy="strict-eu")
    remove(olga, otto, ada, job)
    let_pass(frozen_clock, days=31)
    for person, ahead, over in (
        (ben, "you are to be removed from this site", "you were removed from this site"),
        (
            ada,
            "the freelancer is to be removed from this site",
            "the freelancer was removed from this site",
        ),
    ):
        titles = list(Notice.objects.filter(person=person, job=job).values_list("title", flat=True))
        assert any(title.startswith("This job ends") and ahead in title for title in titles)
        assert f"The job ended: {over}" in titles
    assert Notice.objects.filter(person=ben, detail__contains="as if you ended it").exists()


def announced(job):
    entries = Entry.objects.filter(chain__subject=job.uuid, kind="removal.announced").order_by("number")
    return [(entry.facts["side"], entry.facts["ends_at"]) for entry in entries]


def test_of_two_removals_the_first_that_still_stands_is_announced(frozen_clock, ada, ben, olga):
    job, other = factories.funded(ada, ben, 100), factories.funded(ada, ben, 200)
    first = removal_proposed(olga, reported(ada, job))
    let_pass(frozen_clock, hours=1)
    second = removal_proposed(olga, reported(ada, other))
    begun = [("freelancer", first.done_at.isoformat())]
    assert announced(job) == announced(other) == begun
    withdrawn(olga, first)
    assert announced(job) == [*begun, ("freelancer", second.done_at.isoformat())]
    withdrawn(olga, second)
    assert announced(job)[2:] == [("freelancer", None)]


def test_a_job_goes_on_only_when_neither_side_is_to_be_removed(frozen_clock, ada, ben, olga):
    job = factories.funded(ada, ben, 100)
    of_ben = removal_proposed(olga, reported(ada, job))
    let_pass(frozen_clock, hours=1)
    of_ada = removal_proposed(olga, reported(ben, job))
    withdrawn(olga, of_ben)
    assert announced(job)[1:] == [("client", of_ada.done_at.isoformat())]


def test_a_job_that_binds_while_a_removal_is_scheduled_is_told_when_it_ends(frozen_clock, ada, ben, olga):
    row = removal_proposed(olga, reported(ada, factories.funded(ada, ben, 100)))
    let_pass(frozen_clock, hours=10)
    later = factories.funded(ada, ben, 500)
    works()
    assert announced(later) == [("freelancer", row.done_at.isoformat())]
    let_pass(frozen_clock, hours=63)
    later.refresh_from_db()
    assert later.ended_by == "freelancer"
    assert faults() == []
