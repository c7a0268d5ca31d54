"""The weeks behind a job: what was reported of each, and which had no report."""

from datetime import timedelta

import pytest
from django.urls import reverse

from handsel.people.models import Person
from handsel.record.deeds import By
from handsel.web.reports import weeks
from handsel.web.reports.weeks import weeks_told
from handsel.work.jobs.models import Job
from handsel.work.milestones.models import StatusReport
from handsel.work.milestones.reports import Line, Words, send_report
from tests import making
from tests.conftest import Told
from tests.web.world import signed_in, work_all

WEEK = timedelta(weeks=1)


@pytest.fixture
def job(told: Told, ada: Person, ben: Person) -> Job:
    return making.funded(ada, ben, 100)


def reported(ben: Person, job: Job, percent: int, *, weeks_ago: int = 0) -> None:
    lines = [Line(making.first(job).pk, percent, "", [])]
    send_report(
        By(ben.pk), job, week=making.this_week() - weeks_ago * WEEK, lines=lines, words=Words(done="Some.")
    )


def shown(person: Person, job: Job) -> str:
    page = signed_in(person).get(reverse("reports", args=[job.pk])).content.decode()
    return page[page.index('aria-labelledby="past"') :]


def test_a_week_without_a_report_is_listed_as_marked_late(
    job: Job, told: Told, ada: Person, ben: Person
) -> None:
    reported(ben, job, 20)
    told.passes(days=14)
    work_all()
    for person in (ada, ben):
        page = shown(person, job)
        assert page.index("No report") < page.index("Milestone 1 at 20%")
        assert "Marked late on the record." in page
        assert 'class="seal"' in page


def test_a_week_that_was_reported_after_all_is_late_and_not_without_a_report(
    job: Job, told: Told, ada: Person, ben: Person
) -> None:
    reported(ben, job, 20)
    told.passes(days=14)
    work_all()
    reported(ben, job, 40, weeks_ago=1)
    page = shown(ada, job)
    assert "No report" not in page
    assert "Late" in page
    assert "Milestone 1 at 40%" in page


def test_each_week_leads_to_its_entry(job: Job, ben: Person) -> None:
    reported(ben, job, 20)
    reported(ben, job, 30)
    found = weeks_told(job, StatusReport.objects.filter(job=job))
    assert [each.report.sending for each in found if each.report] == [2, 1]
    assert [each.entry.pk for each in found] == [each.report.entry for each in found if each.report]


def test_of_weeks_older_than_the_reports_shown_nothing_is_said(
    job: Job, told: Told, ben: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(weeks, "REPORTS_SHOWN", 1)
    told.passes(days=14)
    work_all()
    reported(ben, job, 40)
    found = weeks_told(job, StatusReport.objects.filter(job=job))
    assert all(each.report for each in found)
