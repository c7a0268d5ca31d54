"""Mails and notices of what has a deadline say it with whose time it is, and how long is left."""

import re

import pytest

from handsel.notices.models import Notice
from handsel.record.actions import Actor
from handsel.trust.disputes.deciding import appeal_decision, decide_dispute, read_dispute
from handsel.work.hours.models import Timesheet
from handsel.work.hours.reopening import ask_to_reopen
from tests import factories
from tests.factories import usd
from tests.stories.people import work_all
from tests.trust.disputing import answered, handed, latest, opened
from tests.work.hours import as_shown
from tests.work.hours.test_paying import submitted

pytestmark = pytest.mark.usefixtures("frozen_clock")
DUE = re.compile(r"\w{3} \d+ \w{3}, \d\d:\d\d \((New York time|Oslo time|UTC)\), \d+ d( \d+ h)? left")
FIRST, SECOND = 45, 46


def due_of(person, words):
    work_all()
    return Notice.objects.filter(person=person, title__contains=words).latest("pk").due


def test_each_step_of_a_dispute(frozen_clock, ada, ben, olga):
    opened(ada, factories.delivered(ada, ben, 1000))
    dues = [due_of(ben, "disputed $1,000.00")]
    answered(ben, latest())
    dues.append(due_of(ada, "answered dispute 1"))
    handed(latest())
    dues += [due_of(ada, "a decision is due"), due_of(olga, "waits for a decision")]
    read_dispute(Actor(olga.pk), latest())
    decide_dispute(Actor(olga.pk), latest(), to_freelancer=usd(700), reason="Mostly done.")
    dues.append(due_of(ben, "decided dispute 1"))
    appeal_decision(Actor(ada.pk), latest(), reason="It was read too fast.")
    dues.append(due_of(ben, "appealed the decision"))
    assert [due for due in dues if not DUE.fullmatch(due)] == []


def test_rejected_blocks(frozen_clock, ada, ben):
    sheet = submitted(ada, ben, frozen_clock)
    as_shown.reject(Actor(ada.pk), sheet, numbers=[FIRST, SECOND], reason="This was not done.")
    assert DUE.fullmatch(due_of(ben, "rejected 2 blocks"))


def test_a_request_to_reopen_and_a_reopened_timesheet(frozen_clock, ada, ben):
    sheet = submitted(ada, ben, frozen_clock)
    ask_to_reopen(Actor(ada.pk), sheet, reason="Wednesday is there twice.")
    assert DUE.fullmatch(due_of(ben, "asks to reopen"))
    as_shown.agree_to_reopen(Actor(ben.pk), Timesheet.objects.get(pk=sheet.pk))
    assert DUE.fullmatch(due_of(ada, "agreed to reopen"))
