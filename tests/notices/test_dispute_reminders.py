"""Both sides of a dispute are reminded the day before a step ends in which they can act."""

from datetime import timedelta

import pytest

from handsel.kernel import clock
from handsel.notices.dispute_reminders import remind_of_step
from handsel.notices.models import Notice
from handsel.record.actions import Actor
from handsel.trust.disputes.deciding import appeal_decision, decide_dispute, read_dispute
from handsel.trust.disputes.steps import REMINDER
from handsel.work.hours.models import Timesheet
from tests import factories
from tests.factories import usd
from tests.made_once import made_once
from tests.time_travel import due_at, let_pass
from tests.trust.disputing import answered, handed, latest, offered, opened, opened_hours
from tests.work.hours.test_paying import submitted

pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture
@made_once
def dispute(frozen_clock, ada, ben):
    return opened(ada, factories.delivered(ada, ben, 1000, 500))


def reminders(person):
    return list(Notice.objects.of(person).filter(about__startswith="dispute ").values_list("title", "detail"))


def decided(olga, dispute):
    handed(dispute)
    read_dispute(Actor(olga.pk), latest())
    decide_dispute(Actor(olga.pk), latest(), to_freelancer=usd(700), reason="Mostly done.")
    return latest()


def test_who_is_to_answer_is_reminded_the_day_before(frozen_clock, ada, ben, dispute):
    assert due_at(REMINDER, dispute.pk) == dispute.ends_at - timedelta(days=1)
    let_pass(frozen_clock, days=3)
    ((title, detail),) = reminders(ben)
    assert title.startswith("Answer dispute 1 by ")
    assert "Without an answer, the outcome is decided for you both." in detail
    assert reminders(ada) == []


def test_both_are_reminded_that_the_negotiation_ends(frozen_clock, ada, ben, dispute):
    answered(ben, dispute)
    let_pass(frozen_clock, days=5)
    for person in (ada, ben):
        ((title, detail),) = reminders(person)
        assert title.startswith("Settle dispute 1 by ")
        assert "After that, the outcome is decided for you both." in detail


def test_both_are_reminded_that_the_days_to_appeal_end(frozen_clock, ada, ben, olga, dispute):
    row = decided(olga, dispute)
    frozen_clock(row.ends_at - timedelta(days=1))
    remind_of_step(str(row.pk), clock.now())
    for person in (ada, ben):
        ((title, detail),) = reminders(person)
        assert title.startswith("Appeal in dispute 1 by ")
        assert "$700.00 goes to the freelancer and $300.00 to the client." in detail


def test_where_nobody_can_act_any_more_nobody_is_reminded(frozen_clock, ada, ben, olga, dispute):
    row = decided(olga, dispute)
    assert due_at(REMINDER, row.pk) == row.ends_at - timedelta(days=1)
    appeal_decision(Actor(ben.pk), row, reason="All of it was.")
    assert due_at(REMINDER, row.pk) is None
    remind_of_step(str(row.pk), clock.now())
    let_pass(frozen_clock, days=8)
    remind_of_step(str(row.pk), clock.now())
    assert (reminders(ada), reminders(ben)) == ([], [])


def test_who_acts_needs_no_reminder_of_that_step(frozen_clock, ada, ben, dispute):
    answered(ben, dispute)
    assert due_at(REMINDER, dispute.pk) == latest().ends_at - timedelta(days=1)
    assert offered(ada, latest(), 1).ends_at == latest().ends_at
    let_pass(frozen_clock, days=3)
    assert reminders(ben) == []


def test_who_is_to_answer_about_protected_hours_reads_that_they_are_paid(frozen_clock, ada, ben):
    sheet = submitted(ada, ben, frozen_clock)
    Timesheet.objects.filter(pk=sheet.pk).update(protected_blocks=[45])
    row = opened_hours(ada, sheet, 45, 46)
    frozen_clock(row.ends_at - timedelta(days=1))
    remind_of_step(str(row.pk), clock.now())
    ((_, detail),) = reminders(ben)
    assert "Without an answer, protected time is paid and the rest, if any, is decided for you both" in detail
