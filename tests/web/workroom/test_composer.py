"""Writing in the Workroom: answers, mentions, deliveries, and what is too much."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from handsel.people.models import Person
from handsel.record.models import Entry
from handsel.work.jobs.models import Job
from handsel.work.milestones.models import StatusReport
from tests import factories
from tests.made_once import made_once
from tests.web.scenario import signed_in

pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture
@made_once
def job(ada: Person, ben: Person) -> Job:
    return factories.funded(ada, ben, 100, 200)


def write(person: Person, job: Job, **form: Any) -> Any:
    return signed_in(person).post(reverse("workroom", args=[job.pk]), form)


def read(person: Person, job: Job, **params: Any) -> str:
    return signed_in(person).get(reverse("workroom", args=[job.pk]), params).content.decode()


def newest(job: Job) -> Entry:
    return Entry.objects.filter(chain__subject=job.uuid).order_by("-number")[0]


def test_what_is_posted_is_shown_with_its_marks_and_kept_without(job: Job, ada: Person, ben: Person) -> None:
    write(ben, job, words="**Done**, @ada: <b>look</b>")
    assert newest(job).facts["words"] == "**Done**, @ada: <b>look</b>"
    page = read(ada, job)
    assert '<strong>Done</strong>, <b class="mention">@ada</b>: &lt;b&gt;look&lt;/b&gt;' in page


def test_a_reply_is_written_and_shown_under_the_number_that_it_answers(
    job: Job, ada: Person, ben: Person
) -> None:
    write(ben, job, words="At nine?")
    first = newest(job).number
    assert f"Replying to entry {first}" in read(ada, job, replies=first)
    write(ada, job, words="At ten.", replies=first)
    page = read(ben, job)
    assert f"replied to entry {first}" in page
    assert "“<bdi>At nine?</bdi>”" in page


def test_the_composer_quotes_what_is_answered_without_its_marks(job: Job, ada: Person, ben: Person) -> None:
    write(ben, job, words="**At nine?** See `plan`")
    number = newest(job).number
    reply = read(ada, job, replies=number)
    assert f"Replying to entry {number} by {ben.name}" in reply
    assert '<blockquote dir="auto"><p>At nine? See plan</p></blockquote>' in reply
    write(ada, job, words="At ten.", replies=number)
    assert "“<bdi>At nine? See plan</bdi>”" in read(ben, job)
    assert '<blockquote dir="auto"><p>' in read(ada, job, replies=1)


@pytest.mark.parametrize("answer", ["replies", "corrects"])
def test_an_empty_message_is_refused_in_place_with_what_it_answers(
    answer: str, job: Job, ben: Person
) -> None:
    write(ben, job, words="At nine?")
    number = newest(job).number
    page = write(ben, job, words=" ", **{answer: number}).content.decode()
    assert "The message is empty. Nothing was posted. Write something or attach a file." in page
    assert f'name="{answer}" value="{number}"' in page
    assert "At nine?</p></blockquote>" in page
    assert newest(job).number == number


def test_what_an_act_refuses_keeps_the_words(job: Job, ada: Person) -> None:
    page = write(ada, job, words="At ten.", replies=99).content.decode()
    assert "Nothing was posted." in page
    assert re.search(r"<textarea[^>]*>\s*At ten\.</textarea>", page)


def test_a_reply_to_nothing_is_refused(job: Job, ada: Person) -> None:
    answer = write(ada, job, words="At ten.", replies=99)
    assert answer.status_code == 409
    assert "no entry with that number" in answer.content.decode()


def test_a_megabyte_of_words_is_refused_with_its_sentence_and_not_lost(job: Job, ada: Person) -> None:
    words = "word " * 200_000
    answer = write(ada, job, words=words)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "at most 20000 characters" in page
    assert words.strip() in page
    assert newest(job).kind != "message.posted"


def test_naming_a_milestone_delivers_it_by_the_report_of_the_week(job: Job, ben: Person) -> None:
    milestone = factories.first(job)
    file = SimpleUploadedFile("tours.zip", b"bytes")
    answer = write(ben, job, words="All of it.", attached=[file], milestone=milestone.pk)
    assert answer.status_code == 302
    assert factories.first(job).stage == "delivered"
    facts = newest(job).facts
    assert [line["percent"] for line in facts["milestones"]] == [100, 0]
    assert facts["milestones"][0]["statement"] == "All of it."
    assert facts["milestones"][0]["files"][0]["name"] == "tours.zip"
    assert StatusReport.objects.count() == 1
    assert "All of it." in read(ben, job)
    assert "All of it." in signed_in(ben).get(reverse("reports", args=[job.pk])).content.decode()


def test_only_the_freelancer_is_offered_to_deliver_and_only_what_is_not_delivered(
    job: Job, ada: Person, ben: Person
) -> None:
    milestone = factories.first(job)
    assert "The delivery of milestone 1, Part 1, $100.00" in read(ben, job)
    assert "The delivery of" not in read(ada, job)
    assert write(ada, job, words="Mine.", milestone=milestone.pk).status_code == 422
    factories.deliver(ben, milestone)
    page = read(ben, job)
    assert "The delivery of milestone 1" not in page
    assert "The delivery of milestone 2" in page
    assert "The delivery of" not in read(ben, job, replies=1)


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ({"words": " "}, "Describe what you deliver"),
        ({"words": "x", "replies": 1}, "A reply cannot be a delivery"),
        ({"words": "x", "corrects": 1}, "A reply cannot be a delivery"),
        ({"words": "x" * 20_001}, "at most 20000 characters"),
    ],
)
def test_a_delivery_says_what_it_is_and_is_no_answer(
    job: Job, ben: Person, form: dict[str, Any], message: str
) -> None:
    answer = write(ben, job, milestone=factories.first(job).pk, **form)
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert factories.first(job).stage == "funded"


def test_names_to_complete_are_those_of_others(ada: Person, ben: Person) -> None:
    job = factories.bound(ada, ben, 100)
    for person, other in ((ada, ben), (ben, ada)):
        page = signed_in(person).get(reverse("workroom", args=[job.pk])).content.decode()
        (mentions,) = re.findall(r'<ul id="mentions".*?</ul>', page, re.DOTALL)
        assert re.findall(r"<b>(.*?)</b>", mentions) == [other.name]
