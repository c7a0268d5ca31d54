"""Where the policy says so, words about payment outside are posted and flagged for operators."""

import pytest
from django.db import connection

from handsel.config.task_handlers import TASK_HANDLERS
from handsel.kernel import clock
from handsel.record.actions import Actor
from handsel.record.models import Entry
from handsel.tasks.worker import work
from handsel.trust.conduct import flagging
from handsel.trust.conduct.audit import checks
from handsel.trust.conduct.flagging import flag
from handsel.trust.conduct.models import Flag
from handsel.work.jobs.models import Job
from handsel.work.milestones.erasing import erase
from handsel.work.workroom.detector.detect import detect
from handsel.work.workroom.posting import post
from tests import factories
from tests.auditing import faults

COVERS = ("handsel.trust.conduct.audit", "handsel.trust.conduct.entries.flags")
ASKS = "Could you send that part to my PayPal this time? Then we save the fee."

pytestmark = pytest.mark.usefixtures("frozen_clock")


def posted(person, job, words=ASKS, **more):
    post(Actor(person.pk), job, words=words, files=[], **more)
    while work(TASK_HANDLERS):
        pass
    return Entry.objects.filter(kind="message.posted").latest("number")


def test_the_words_are_flagged_and_the_message_is_posted(ada, ben):
    entry = posted(ben, factories.awarded(ada, ben, policy="marketplace"))
    flags = list(Flag.objects.all())
    assert [(row.kind, row.quoted, row.entry, row.person) for row in flags] == [
        ("service", "send that part to my PayPal", entry.pk, ben),
        ("fee", "save the fee", entry.pk, ben),
    ]
    assert ASKS[flags[1].start :].startswith("save the fee")
    assert flags[0].reason == "It names another way to pay."


def test_under_a_warning_nothing_is_flagged_even_if_it_is_ignored(ada, ben):
    posted(ben, factories.awarded(ada, ben), acknowledged=True)
    assert not Flag.objects.exists()


def test_other_words_are_not_flagged(ada, ben):
    posted(
        ben, factories.awarded(ada, ben, policy="marketplace"), "Sorry, I may not work outside the platform"
    )
    assert not Flag.objects.exists()


def test_what_is_erased_is_flagged_no_more(ada, ben, olga):
    job = factories.awarded(ada, ben, policy="marketplace")
    entry = posted(ben, job)
    erase(Actor(olga.pk), job, entry=entry.number, reason="A court said so.")
    assert [len(check.faults) for check in checks()] == [1, 0, 0, 0]
    while work(TASK_HANDLERS):
        pass
    assert not Flag.objects.exists()
    assert [check.faults for check in checks()] == [[], [], [], []]
    assert not faults()


def test_the_record_says_where_the_words_are_and_not_which(ada, ben):
    entry = posted(ben, factories.awarded(ada, ben, policy="marketplace"))
    facts = Entry.objects.get(kind="conduct.flagged").facts
    assert facts["entry"] == str(entry.pk)
    assert facts["places"] == [
        {"kind": "service", "start": 10, "length": 27},
        {"kind": "fee", "start": 57, "length": 12},
    ]
    assert "PayPal" not in str(facts)
    flag(Job.objects.get(), entry, detect(ASKS), clock.now())
    assert Entry.objects.filter(kind="conduct.flagged").count() == 1


def test_a_flag_that_is_gone_or_altered_is_named(ada, ben):
    posted(ben, factories.awarded(ada, ben, policy="marketplace"))
    assert not faults()
    Flag.objects.filter(kind="fee").update(quoted="other words")
    assert any("quotes words that its entry does not have" in fault for fault in faults())
    Flag.objects.filter(kind="fee").delete()
    assert any("is on the record, but gone" in fault for fault in faults())


@pytest.mark.django_db(transaction=True)
def test_a_message_is_judged_before_anything_is_locked(ada, ben, monkeypatch):
    is_locked = []

    def watched(words):
        is_locked.append(connection.in_atomic_block)
        return detect(words)

    monkeypatch.setattr(flagging, "detect", watched)
    posted(ben, factories.awarded(ada, ben, policy="marketplace"))
    assert is_locked == [False]
    assert Flag.objects.count() == 2


def test_what_was_erased_before_it_was_checked_is_not_flagged(ada, ben, olga):
    job = factories.awarded(ada, ben, policy="marketplace")
    post(Actor(ben.pk), job, words=ASKS, files=[])
    entry = Entry.objects.filter(kind="message.posted").get()
    flagging.flag_entry(entry, clock.now())
    erase(Actor(olga.pk), job, entry=entry.number, reason="A court said so.")
    flag(job, entry, detect(ASKS), clock.now())
    while work(TASK_HANDLERS):
        pass
    assert not Flag.objects.exists()
    assert not faults()
