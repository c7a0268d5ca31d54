"""The past weeks of a job: the reports, and the weeks without one."""

from datetime import timedelta

import pytest
from django.urls import reverse

from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.web.reports import history
from handsel.web.reports.history import week_rows
from handsel.work.jobs.models import Job
from handsel.work.milestones.models import StatusReport
from handsel.work.milestones.reports import ReportLineInput, ReportText, send_report
from tests import factories
from tests.conftest import FrozenClock
from tests.made_once import made_once
from tests.web.scenario import signed_in, work_all

WEEK = timedelta(weeks=1)


@pytest.fixture
@made_once
def job(frozen_clock: FrozenClock, ada: Person, ben: Person) -> Job:
    return factories.funded(ada, ben, 100)


def reported(ben: Person, job: Job, percent: int, *, weeks_ago: int = 0) -> None:
    lines = [ReportLineInput(factories.first(job).pk, percent, "", [])]
    send_report(
        Actor(ben.pk),
        job,
        week=factories.this_week() - weeks_ago * WEEK,
        lines=lines,
        words=ReportText(done="Some."),
    )


def shown(person: Person, job: Job) -> str:
    page = signed_in(person).get(reverse("reports", args=[job.pk])).content.decode()
    return page[page.index("<main") :]


def test_a_week_without_a_report_is_listed_as_marked_late(
    job: Job, frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    reported(ben, job, 20)
    frozen_clock.passes(days=14)
    work_all()
    for person in (ada, ben):
        page = shown(person, job)
        assert "Milestone 1 at 20%" in page
        assert "No report" in page
        assert 'class="seal"' in page


def test_a_week_that_was_reported_after_all_is_late_and_not_without_a_report(
    job: Job, frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    reported(ben, job, 20)
    frozen_clock.passes(days=14)
    work_all()
    reported(ben, job, 40, weeks_ago=1)
    page = shown(ada, job)
    assert "No report" not in page
    assert "Late" in page
    assert "Milestone 1 at 40%" in page


def test_each_week_leads_to_its_entry(job: Job, ben: Person) -> None:
    reported(ben, job, 20)
    reported(ben, job, 30)
    rows = week_rows(job, StatusReport.objects.filter(job=job))
    assert [row.report.sending for row in rows if row.report] == [2, 1]
    assert [row.entry.pk for row in rows] == [row.report.entry for row in rows if row.report]


def test_of_weeks_older_than_the_reports_shown_nothing_is_said(
    job: Job, frozen_clock: FrozenClock, ben: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "REPORTS_SHOWN", 1)
    frozen_clock.passes(days=14)
    work_all()
    reported(ben, job, 40)
    rows = week_rows(job, StatusReport.objects.filter(job=job))
    assert all(row.report for row in rows)
