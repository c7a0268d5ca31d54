"""The warning in the composer: what was written stays, and is posted if the writer insists."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from handsel.people.models import Person
from handsel.record.models import Entry
from handsel.web.workroom.warned import quotes_of
from handsel.work.jobs.models import Job
from handsel.work.workroom.detector.detect import detect
from handsel.work.workroom.models import Upload
from tests import factories
from tests.made_once import made_once
from tests.web.scenario import signed_in

pytestmark = pytest.mark.usefixtures("frozen_clock")
ASKS = "Glad it works. Could you send that part to my PayPal this time? Then we save the fee."
HEADING = "This reads like payment outside"


@pytest.fixture
@made_once
def job(ada: Person, ben: Person) -> Job:
    return factories.funded(ada, ben, 100, 200)


def write(person: Person, job: Job, **form: Any) -> Any:
    return signed_in(person).post(reverse("workroom", args=[job.pk]), form)


def newest(job: Job) -> Entry:
    return Entry.objects.filter(chain__subject=job.uuid).order_by("-number")[0]


def test_the_words_are_quoted_with_why_and_nothing_is_posted(job: Job, ada: Person, ben: Person) -> None:
    before = newest(job)
    answer = write(ben, job, words=ASKS)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert HEADING in page
    assert "“Could you <mark>send that part to my PayPal</mark> this time?”" in page
    assert "“Then we <mark>save the fee</mark>.”" in page
    assert "It names another way to pay. It reads like avoiding the fee." in page
    assert re.search(r"<textarea[^>]*>\s*Glad it works\.", page)
    assert newest(job) == before
    assert HEADING not in signed_in(ada).get(reverse("workroom", args=[job.pk])).content.decode()


def test_the_writer_may_post_it_all_the_same(job: Job, ben: Person) -> None:
    answer = write(ben, job, words=ASKS, acknowledge_warning="1")
    assert answer.status_code == 302
    assert newest(job).facts["words"] == ASKS


def test_a_rephrased_message_is_judged_anew(job: Job, ben: Person) -> None:
    assert write(ben, job, words=ASKS).status_code == 409
    assert write(ben, job, words="Pay me directly then").status_code == 409
    assert write(ben, job, words="I add a milestone for it.").status_code == 302


def test_a_delivery_is_warned_of_too(job: Job, ben: Person) -> None:
    milestone = factories.first(job)
    answer = write(ben, job, words=ASKS, milestone=milestone.pk)
    assert answer.status_code == 409
    assert factories.first(job).stage == "funded"
    assert write(ben, job, words=ASKS, milestone=milestone.pk, acknowledge_warning="1").status_code == 302
    assert factories.first(job).stage == "delivered"


def test_a_reply_keeps_what_it_answers(job: Job, ben: Person) -> None:
    page = write(ben, job, words=ASKS, replies=1).content.decode()
    assert 'name="replies" value="1"' in page


def test_files_of_the_form_wait_and_are_posted_with_it(job: Job, ben: Person) -> None:
    file = SimpleUploadedFile("tours.txt", b"the tours")
    page = write(ben, job, words=ASKS, attached=[file]).content.decode()
    upload = Upload.objects.get()
    assert f'name="attached-upload" value="{upload.pk}" checked' in page
    again = write(ben, job, words=ASKS, **{"attached-upload": str(upload.pk)}).content.decode()
    assert f'value="{upload.pk}" checked' in again
    write(ben, job, words="I add a milestone.", **{"attached-upload": str(upload.pk)})
    assert [row["name"] for row in newest(job).facts["files"]] == ["tours.txt"]


def test_a_quote_is_a_sentence_with_its_words_marked() -> None:
    text = "One. Pay me directly. Three."
    assert [[(part.words, part.is_marked) for part in quote] for quote in quotes_of(text, detect(text))] == [
        [("Pay me directly", True), (".", False)]
    ]
