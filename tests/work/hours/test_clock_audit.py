"""Reminders of weeks and reviews that are not scheduled, or cannot be known, are named."""

import pytest

from handsel.config.task_handlers import TASK_HANDLERS
from handsel.kernel import clock
from handsel.tasks.models import Task, cancel
from handsel.tasks.worker import work
from handsel.work.hours import clock_audit
from handsel.work.hours.planning import FUNDING_REMINDER
from tests import factories
from tests.auditing import faults
from tests.db_tamper import change
from tests.work.hours.test_paying import submitted

pytestmark = pytest.mark.usefixtures("frozen_clock")


def test_a_week_of_whose_money_nobody_is_reminded_is_named(frozen_clock, ada, ben):
    factories.hourly_bound(ada, ben)
    reminders = Task.objects.filter(kind=FUNDING_REMINDER, due_at__gt=clock.now())
    while not reminders.exists():
        frozen_clock(Task.objects.filter(kind="week.plan").get().due_at)
        work(TASK_HANDLERS)
    assert clock_audit.check().faults == []
    subject = reminders[0].subject
    cancel(FUNDING_REMINDER, subject)
    assert [fault.split(" is to")[0] for fault in clock_audit.check().faults] == [f"week.remind {subject}"]


def test_of_a_review_whose_rules_were_altered_the_audit_says_so_and_goes_on(frozen_clock, ada, ben):
    sheet = submitted(ada, ben, frozen_clock)
    change(sheet.job.policy, rules_json=[])
    unknown = "what is to happen is not known: the rules of classic, version 1 cannot be read"
    assert clock_audit.check().faults == [unknown]
    assert [fault.split(": rules is")[0][:16] for fault in faults() if fault != unknown] == [
        "policy classic 1"
    ]
