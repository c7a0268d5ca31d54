"""What is done in the inbox: a reminder whose matter is over, and no notice that is both done and new."""

import pytest
from django.urls import reverse

from handsel.notices.models import Notice
from handsel.people.models import Person
from handsel.web.account.inbox import InboxRow, inbox_rows
from tests import factories
from tests.conftest import FrozenClock
from tests.time_travel import let_pass
from tests.web.scenario import signed_in, work_all

pytestmark = pytest.mark.usefixtures("frozen_clock")


def reminders(person: Person) -> list[InboxRow]:
    rows = inbox_rows(Notice.objects.of(person).with_job())
    return [row for row in rows if row.label == "Reminder"]


def test_a_reminder_of_a_release_is_done_once_the_milestone_was_released(
    frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    milestone = factories.delivered(ada, ben, 100)
    work_all()
    let_pass(frozen_clock, days=10)
    assert [(row.is_done, row.notice.read_at) for row in reminders(ada)] == [(False, None)]
    factories.released(ada, milestone)
    work_all()
    assert [row.is_done for row in reminders(ada)] == [True]
    assert not [row for row in reminders(ada) if row.notice.read_at is None]


def test_reminders_are_done_when_their_time_is_over(
    frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    factories.delivered(ada, ben, 100, 200)
    work_all()
    let_pass(frozen_clock, days=16)
    rows = reminders(ada)
    assert len(rows) == 3
    assert all(row.is_done and row.notice.read_at for row in rows)
    over = [row for row in reminders(ben) if "This week’s status report" in row.notice.title]
    assert over
    assert all(row.is_done and row.is_missed and row.notice.read_at for row in over)
    assert not any(row.is_missed for row in rows)


def test_a_reminder_of_a_report_is_done_once_it_is_sent(
    frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    job = factories.funded(ada, ben, 100, 200)
    let_pass(frozen_clock, days=6)
    assert [row.is_done for row in reminders(ben)] == [False]
    factories.deliver(ben, factories.first(job))
    work_all()
    assert [(row.is_done, row.is_missed) for row in reminders(ben)] == [(True, False)]


def test_what_is_done_is_not_new_and_each_row_names_its_job(ada: Person, ben: Person) -> None:
    milestone = factories.delivered(ada, ben, 100)
    work_all()
    new = Notice.objects.of(ada).unread().count()
    factories.released(ada, milestone)
    work_all()
    assert Notice.objects.of(ada).unread().count() < new
    page = signed_in(ada).get(reverse("inbox")).content.decode()
    done = page.partition('<li class="done">')[2].partition("</li>")[0]
    assert ">New<" not in done
    assert f"<p>Job {milestone.job_id}: {milestone.job.title}</p>" in done


def test_ones_own_act_is_told_but_not_new(ada: Person, ben: Person) -> None:
    factories.funded(ada, ben, 100)
    work_all()
    rows = inbox_rows(Notice.objects.of(ben).with_job())
    assert [row for row in rows if row.person == ben]
    assert not [row for row in rows if row.person == ben and row.notice.read_at is None]
