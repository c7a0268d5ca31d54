"""Weekly reports: which weeks, sent again, late, and the delivery of what is at 100%."""

from datetime import date

import pytest
from django.core.files.base import ContentFile

from handsel.config.task_handlers import TASK_HANDLERS
from handsel.kernel import clock
from handsel.kernel.refusals import NotFound
from handsel.notices.models import Notice
from handsel.record.actions import Actor
from handsel.record.models import Entry
from handsel.tasks.models import Task
from handsel.tasks.worker import work
from handsel.work.jobs.job_timers import REPORT_DUE
from handsel.work.jobs.models import Job
from handsel.work.jobs.refusals import InvalidState, JobClosed
from handsel.work.milestones.models import StatusReport
from handsel.work.milestones.refusals import DeliveryWithoutWords, ReportOutOfTime
from handsel.work.milestones.reports import (
    ReportLineInput,
    ReportText,
    auto_pass_week,
    expects_report,
    send_report,
)
from handsel.work.workroom.files import keep
from handsel.work.workroom.models import JobFile
from tests import factories
from tests.time_travel import let_pass

pytestmark = pytest.mark.usefixtures("frozen_clock")

WEEKS = [date(2026, 3, day) for day in (2, 9, 16, 23)]


def send(person, job, *lines, week=None, done="Some."):
    monday = week or factories.this_week()
    return send_report(Actor(person.pk), job, week=monday, lines=list(lines), words=ReportText(done))


def late_weeks():
    return [entry.facts["week"] for entry in Entry.objects.filter(kind="report.late").order_by("number")]


def test_sent_again_in_its_week_it_is_its_own_record(ada, ben):
    job = factories.funded(ada, ben, 1000)
    line = ReportLineInput(factories.first(job).pk, 40)
    assert [send(ben, job, line)["sending"] for _ in range(2)] == [1, 2]
    assert [report.lines.get().percent for report in StatusReport.objects.all()] == [40, 40]
    assert Entry.objects.filter(kind="report.sent").count() == 2


def test_what_would_be_read_in_another_order_is_kept_in_its_own(ada, ben):
    milestone = factories.first(factories.funded(ada, ben, 1000))
    facts = send(
        ben, milestone.job, ReportLineInput(milestone.pk, 40, " \u202e%04 "), done="All\u2066 of it."
    )
    assert (facts["done"], facts["milestones"][0]["statement"]) == ("All of it.", "%04")
    report = StatusReport.objects.get()
    assert (report.done, report.lines.get().statement) == ("All of it.", "%04")


def test_only_the_freelancer_reports_and_only_while_the_job_is_live(ada, ben, eve, olga):
    job = factories.funded(ada, ben, 1000)
    for person in (ada, eve, olga):
        with pytest.raises(NotFound):
            send(person, job)
    factories.released(ada, factories.first(job))
    with pytest.raises(JobClosed):
        send(ben, job)
    with pytest.raises(InvalidState):
        send(ben, factories.awarded(ada, ben))


def test_another_jobs_milestone_cannot_be_reported(ada, ben):
    job, other = factories.funded(ada, ben, 1000), factories.funded(ada, ben, 1000)
    with pytest.raises(NotFound):
        send(ben, job, ReportLineInput(factories.first(other).pk, 40))
    assert not StatusReport.objects.exists()


def test_a_delivery_needs_words_or_a_file(ada, ben):
    job = factories.funded(ada, ben, 1000)
    milestone = factories.first(job)
    with pytest.raises(DeliveryWithoutWords):
        send(ben, job, ReportLineInput(milestone.pk, 100, " \u2060"))
    assert (factories.first(job).percent, StatusReport.objects.count()) == (0, 0)
    files = keep([ContentFile(b"the tours", "tours.txt")])
    facts = send(ben, job, ReportLineInput(milestone.pk, 100, files=files))
    assert factories.first(job).stage == "delivered"
    assert facts["milestones"][0]["files"][0]["name"] == "tours.txt"
    assert JobFile.objects.get().name == "tours.txt"


def test_what_is_delivered_stays_at_100_whatever_is_reported_next(ada, ben):
    milestone = factories.delivered(ada, ben, 1000)
    send(ben, milestone.job, ReportLineInput(milestone.pk, 10))
    again = factories.first(milestone.job)
    assert (again.percent, again.release_at) == (100, milestone.release_at)


@pytest.mark.parametrize(
    ("day", "week", "late"),
    [(1, 0, False), (5, 0, False), (8, 0, True), (8, 1, False), (8, 2, None), (15, 0, None)],
)
def test_a_report_is_for_this_week_or_for_the_last_if_it_has_none(frozen_clock, ada, ben, day, week, late):
    job = factories.funded(ada, ben, 1000)
    frozen_clock.passes(days=day)
    if late is None:
        with pytest.raises(ReportOutOfTime):
            send(ben, job, week=WEEKS[week])
    else:
        assert send(ben, job, week=WEEKS[week])["late"] is late


@pytest.mark.parametrize("first_sent_after_days", [0, 8])
def test_the_last_week_is_reported_once(frozen_clock, ada, ben, first_sent_after_days):
    job = factories.funded(ada, ben, 1000)
    frozen_clock.passes(days=first_sent_after_days)
    send(ben, job, week=WEEKS[0])
    frozen_clock.passes(days=9 - first_sent_after_days)
    with pytest.raises(ReportOutOfTime):
        send(ben, job, week=WEEKS[0])


def test_before_the_first_report_is_due_the_last_week_is_not_offered(frozen_clock, ada, ben):
    frozen_clock.passes(days=4)
    job = factories.funded(ada, ben, 1000)
    frozen_clock.passes(days=4)
    with pytest.raises(ReportOutOfTime):
        send(ben, job, week=WEEKS[0])


def test_a_week_without_a_report_is_marked_late_and_nothing_else_happens(frozen_clock, ada, ben):
    job = factories.funded(ada, ben, 1000)
    let_pass(frozen_clock, days=6, hours=12)
    assert late_weeks() == ["2026-03-02"]
    send(ben, job)
    let_pass(frozen_clock, days=14)
    assert late_weeks() == ["2026-03-02", "2026-03-16"]
    assert Job.objects.get(pk=job.pk).stage == "working"


def test_delivered_work_owes_no_report(frozen_clock, ada, ben):
    milestone = factories.delivered(ada, ben, 1000, auto_release_days=None)
    assert not expects_report(milestone.job, clock.now())
    let_pass(frozen_clock, days=20)
    assert late_weeks() == []


def test_a_report_is_not_late_before_its_time_even_if_its_task_was_moved(frozen_clock, ada, ben):
    job = factories.funded(ada, ben, 1000)
    due = Task.objects.get(kind=REPORT_DUE).due_at
    Task.objects.filter(kind=REPORT_DUE).update(next_at=clock.now(), attempts=1)
    work(TASK_HANDLERS)
    auto_pass_week(str(job.pk), clock.now())
    assert (late_weeks(), Task.objects.get(kind=REPORT_DUE).due_at) == ([], due)
    frozen_clock(due)
    work(TASK_HANDLERS)
    assert late_weeks() == ["2026-03-02"]


def test_a_house_that_slept_marks_the_week_that_ended_not_the_one_that_runs(frozen_clock, ada, ben):
    job = factories.funded(ada, ben, 1000)
    frozen_clock.passes(days=9)
    auto_pass_week(str(job.pk), clock.now())
    assert late_weeks() == ["2026-03-02"]
    assert Task.objects.get(kind=REPORT_DUE).due_at.isoformat() == "2026-03-16T04:00:00+00:00"


def test_a_house_that_slept_for_weeks_marks_each_missed_one_once(frozen_clock, ada, ben):
    job = factories.funded(ada, ben, 1000)
    frozen_clock.passes(days=9)
    send(ben, job)
    frozen_clock.passes(days=24)
    for _ in range(2):
        while work(TASK_HANDLERS):
            pass
    assert late_weeks() == ["2026-03-02", "2026-03-16", "2026-03-23"]
    assert Task.objects.get(kind=REPORT_DUE).due_at.isoformat() == "2026-04-06T04:00:00+00:00"
    let_pass(frozen_clock, days=2)
    assert late_weeks()[3:] == ["2026-03-30"]


def test_a_house_that_slept_marks_what_was_owed_then_not_what_is_owed_now(frozen_clock, ada, ben):
    job = factories.funded(ada, ben, 1000)
    frozen_clock.passes(days=9)
    factories.deliver(ben, factories.first(job))
    frozen_clock.passes(days=3)
    while work(TASK_HANDLERS):
        pass
    assert late_weeks() == ["2026-03-02"]


def test_a_house_that_slept_reminds_of_no_week_but_the_next(frozen_clock, ada, ben):
    factories.funded(ada, ben, 1000)
    frozen_clock.passes(days=24)
    while work(TASK_HANDLERS):
        pass
    assert not Notice.objects.filter(title__contains="status report is due").exists()
    let_pass(frozen_clock, days=4)
    assert Notice.objects.filter(title__contains="status report is due").count() == 1


def test_a_closed_job_owes_none(frozen_clock, ada, ben):
    milestone = factories.delivered(ada, ben, 1000)
    factories.released(ada, milestone)
    assert not Task.objects.filter(kind=REPORT_DUE).exists()
    auto_pass_week(str(milestone.job_id), frozen_clock.passes(days=10))
    assert late_weeks() == []
