"""The timer of a review: its reminders come as its last two business days begin, and go with its end."""

from datetime import UTC, datetime, timedelta

import pytest

from handsel.notices.models import Notice
from handsel.record.actions import Actor
from handsel.work.hours.models import Timesheet
from handsel.work.hours.recording import record_time
from handsel.work.hours.review_timer import PAY, REVIEW_REMINDER
from tests import factories
from tests.auditing import faults
from tests.made_once import made_once
from tests.time_travel import due_at, let_pass
from tests.work.hours.as_shown import approve

pytestmark = pytest.mark.usefixtures("frozen_clock")
THURSDAY, FRIDAY = (datetime(2026, 3, day, 4, tzinfo=UTC) for day in (12, 13))


@pytest.fixture
@made_once
def sheet(frozen_clock, ada, ben):
    """Three hours in a funded week, submitted on a Monday at 07:00."""
    job = factories.hourly_bound(ada, ben, factories.hourly_terms(auto_fund=False))
    factories.rich(ada, 1_000)
    factories.week_funded(ada, factories.week_of(job))
    end = datetime(2026, 3, 2, 17, tzinfo=UTC)
    record_time(Actor(ben.pk), job, start=end - timedelta(hours=3), end=end, memo="Sketches.")
    let_pass(frozen_clock, days=7)
    return Timesheet.objects.select_related("job").get()


def reminders(sheet):
    return [due_at(REVIEW_REMINDER, f"{sheet.pk}:{days}") for days in (2, 1)]


def reminded(person):
    rows = Notice.objects.filter(person=person, about__startswith="timesheet ").order_by("told_at")
    return [(row.told_at, row.title) for row in rows]


def test_it_starts_with_the_submission_and_reminds_twice(sheet):
    assert due_at(PAY, sheet.pk) == sheet.review_ends_at
    assert reminders(sheet) == [THURSDAY, FRIDAY]
    assert faults() == []


def test_the_client_is_reminded_of_what_is_paid_and_when(sheet, ada, ben, frozen_clock):
    let_pass(frozen_clock, days=10)
    title = "$60.00 for the week of Mon 2 Mar is paid automatically Sat 14 Mar, 00:00"
    assert reminded(ada) == [(THURSDAY, title), (FRIDAY, title)]
    assert reminded(ben) == []
    addresses = set(Notice.objects.filter(person=ada).values_list("href", flat=True))
    assert f"/jobs/{sheet.job_id}/timesheet/?week={sheet.week.monday}" in addresses
    assert f"/jobs/{sheet.job_id}/timesheet/" not in addresses
    assert faults() == []


def test_an_answer_takes_the_reminders_with_it(sheet, ada, frozen_clock):
    approve(Actor(ada.pk), sheet)
    assert [due_at(PAY, sheet.pk), *reminders(sheet)] == [None, None, None]
    let_pass(frozen_clock, days=10)
    assert reminded(ada) == []
