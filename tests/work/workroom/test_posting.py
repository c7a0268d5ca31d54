"""Posting in the Workroom: by both sides, on the record for ever; a correction is another entry."""

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError

from handsel.kernel.identifiers import HOUSE
from handsel.kernel.refusals import NotFound
from handsel.record import audit
from handsel.record.actions import Actor
from handsel.record.models import Entry
from handsel.work.terms.award import decline_job
from handsel.work.workroom.files import keep
from handsel.work.workroom.models import Correction, JobFile
from handsel.work.workroom.posting import post
from handsel.work.workroom.refusals import MessageTooLong, NoSuchEntry, NothingToPost, NothingToReplyTo
from tests import factories
from tests.made_once import made_once
from tests.time_travel import at_once

pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture
@made_once
def job(frozen_clock, ada, ben):
    return factories.awarded(ada, ben)


def say(person, job, words="Hello.", **more):
    return post(Actor(person.pk), job, words=words, **{"files": [], **more})


def number():
    return Entry.objects.filter(kind="message.posted").order_by("-number")[0].number


def test_both_sides_write_from_the_award_on(ada, ben, job):
    assert say(ada, job, "  Hello.\n") == {"words": "Hello.", "files": []}
    say(ben, job)
    assert Entry.objects.filter(chain__subject=job.uuid).count() == 3


def test_nobody_else_does(eve, olga, job):
    for actor in (eve.pk, olga.pk, HOUSE):
        with pytest.raises(NotFound):
            post(Actor(actor), job, words="Hello.", files=[])


def test_the_workroom_stays_open_when_the_job_is_closed(ada, ben, job):
    decline_job(Actor(ben.pk), job)
    assert say(ada, job)["words"] == "Hello."


def test_something_is_posted_and_not_too_much(ada, job):
    with pytest.raises(NothingToPost):
        say(ada, job, " \u200b\n")
    with pytest.raises(MessageTooLong):
        say(ada, job, "x" * 20_001)
    assert say(ada, job, "x" * 20_000)


def test_what_would_be_read_in_another_order_is_kept_in_its_own(ada, job):
    assert say(ada, job, "Pay \u202e001$\u202c now.")["words"] == "Pay 001$ now."
    with pytest.raises(NothingToPost):
        say(ada, job, "\u202e\u2066 ")


def test_a_file_alone_is_enough(ada, job):
    facts = say(ada, job, "", files=keep([ContentFile(b"plan", "plan.txt")]))
    assert facts["files"][0].items() >= {"name": "plan.txt", "version": 1, "size": 4}.items()


def test_a_correction_quotes_what_it_corrects_and_leaves_it(ada, job):
    say(ada, job, "The tours start at nine.")
    first = number()
    facts = say(ada, job, "At ten.", corrects=first)
    assert facts["corrects"] == {"number": first, "words": "The tours start at nine."}
    assert Entry.objects.get(number=first, kind="message.posted").facts["words"] == "The tours start at nine."


def test_only_ones_own_messages_in_this_job_are_corrected(ada, ben, job):
    say(ben, job)
    bens = number()
    other = factories.awarded(ada, ben)
    say(ada, other)
    for corrects in (bens, 1, 99, 0, -1):
        with pytest.raises(NoSuchEntry):
            say(ada, job, corrects=corrects)


def test_files_that_are_refused_with_their_message_are_in_no_workroom(ada, job):
    files = keep([ContentFile(b"plan", "plan.txt")])
    with pytest.raises(NoSuchEntry):
        say(ada, job, files=files, corrects=99)
    assert not JobFile.objects.exists()


@pytest.mark.parametrize("words", ["\ud7ff \U0001f600 \u200f", "<script>alert(1)</script>", "%s {0}"])
def test_any_words_are_kept_as_they_are(ada, job, words):
    assert say(ada, job, f"a{words}b")["words"] == f"a{words}b"
    assert Entry.objects.get(kind="message.posted").facts["words"] == f"a{words}b"


def test_control_characters_are_dropped(ada, job):
    assert say(ada, job, "a\0b\x1bc")["words"] == "abc"


def test_a_reply_quotes_any_entry_by_its_number(ada, ben, job):
    say(ben, job, "The tours start at nine. " * 20)
    facts = say(ada, job, "Ten is better.", replies=number())
    assert facts["replies"] == {"number": 2, "words": ("The tours start at nine. " * 20)[:200]}
    assert say(ada, job, replies=1)["replies"] == {"number": 1, "words": ""}


def test_a_reply_is_to_an_entry_of_this_job(ada, ben, job):
    other = factories.awarded(ada, ben)
    say(ada, other)
    for replies in (2, 99, 0, -1):
        with pytest.raises(NothingToReplyTo):
            say(ada, job, replies=replies)


def test_whom_a_message_mentions_is_noted(ada, ben, eve, job):
    mention = {"person": str(ben.pk), "name": "Ben Okafor"}
    assert say(ada, job, "Look, @ben, and @Eve!")["mentions"] == [mention]
    assert "mentions" not in say(ada, job, "Look, me@ben.org.")


FIFTY = 50


@pytest.mark.django_db(transaction=True)
def test_fifty_write_at_once_and_every_word_is_there_once(frozen_clock, ada, ben):
    job = factories.awarded(ada, ben)
    people = [ada, ben] * (FIFTY // 2)
    facts = at_once(*[lambda n=n, who=who: say(who, job, f"Word {n}.") for n, who in enumerate(people)])
    assert [fact["words"] for fact in facts] == [f"Word {n}." for n in range(FIFTY)]
    entries = list(Entry.objects.filter(chain__subject=job.uuid).order_by("number"))
    assert [entry.number for entry in entries] == list(range(1, FIFTY + 2))
    assert sorted(entry.facts["words"] for entry in entries[1:]) == sorted(f"Word {n}." for n in range(FIFTY))
    assert [fault for check in audit.checks() for fault in check.faults] == []


def test_what_is_corrected_is_noted_with_what_corrects_it(ada, job):
    say(ada, job, "At nine.")
    first = number()
    for words in ("At ten.", "At eleven."):
        say(ada, job, words, corrects=first)
    noted = [(first, first + 1), (first, first + 2)]
    assert list(Correction.objects.order_by("by").values_list("number", "by")) == noted
    with pytest.raises(IntegrityError):
        Correction.objects.create(job=job, number=5, by=5)
