"""Writing in the Workroom, reading it by kind or by words, and fetching its files."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.record.models import Entry, EntryContent
from handsel.web.base.body_limits import FILES_BODY_BYTES_MAX
from handsel.web.jobs.job_view import load_job_view
from handsel.web.workroom.entry_page import job_entry_page
from handsel.web.workroom.filters import EntryFilter
from handsel.web.workroom.pagination import ENTRIES_SHOWN, entry_slice
from handsel.work.jobs.models import Job
from handsel.work.workroom.models import JobFile
from handsel.work.workroom.posting import post
from tests import factories
from tests.made_once import made_once
from tests.web.scenario import signed_in, work_all, world_of

COVERS = ("handsel.web.workroom.timeline", "handsel.web.base.upload_field")
pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture
@made_once
def job(ada: Person, ben: Person) -> Job:
    return factories.funded(ada, ben, 100)


def write(person: Person, job: Job, **form: Any) -> Any:
    return signed_in(person).post(reverse("workroom", args=[job.pk]), form)


def test_words_and_files_are_posted_and_shown(job: Job, ada: Person, ben: Person) -> None:
    file = SimpleUploadedFile("sketch <1>.txt", b"lines")
    assert write(ben, job, words="<b>Look</b> at this", attached=[file]).status_code == 302
    page = signed_in(ada).get(reverse("workroom", args=[job.pk])).content.decode()
    assert "&lt;b&gt;Look&lt;/b&gt; at this" in page
    assert "sketch &lt;1&gt;.txt" in page
    assert JobFile.objects.get().stored.sha256 in page


def test_a_file_is_fetched_as_a_download_with_its_bytes(ada: Person, ben: Person) -> None:
    world = world_of(ada, ben)
    answer: Any = signed_in(ada).get(reverse("job-file", args=[world.job.pk, world.file.pk]))
    assert b"".join(answer.streaming_content) == b"bytes"
    assert answer["Content-Disposition"].startswith("attachment")


def test_nothing_to_post_is_refused_with_the_next_step(job: Job, ada: Person) -> None:
    answer = write(ada, job, words=" ")
    assert answer.status_code == 422
    assert "Nothing was posted." in answer.content.decode()


def test_the_limits_of_files_stand_beside_the_picker(job: Job, ada: Person) -> None:
    page = signed_in(ada).get(reverse("workroom", args=[job.pk])).content.decode()
    assert "Up to 20 files, 50 MB each, 200 MB in total." in page


@pytest.mark.parametrize("length", [str(FILES_BODY_BYTES_MAX + 1), "9" * 30, "many"])
def test_more_than_the_house_takes_at_once_is_refused_unread(job: Job, ada: Person, length: str) -> None:
    answer = signed_in(ada).post(reverse("workroom", args=[job.pk]), CONTENT_LENGTH=length)
    page = answer.content.decode()
    assert answer.status_code == 413
    assert "That is more than 200 MB at once." in page
    assert "no file was kept" in page
    assert "up to 50 MB each" in page


def test_a_message_that_is_too_long_stays_in_the_form(job: Job, ada: Person) -> None:
    answer = write(ada, job, words="x" * 20_001)
    assert answer.status_code == 422
    assert "x" * 1000 in answer.content.decode()


def test_the_same_form_sent_twice_posts_once(job: Job, ada: Person) -> None:
    for _ in range(2):
        write(ada, job, words="Once.", key="7d0f1f0e-3c1b-4a44-9a55-6c1d4a7f0b02")
    assert Entry.objects.filter(kind="message.posted").count() == 1


def test_a_correction_quotes_what_it_corrects(job: Job, ada: Person) -> None:
    write(ada, job, words="It is 1.4%.")
    number = Entry.objects.get(kind="message.posted").number
    form = signed_in(ada).get(reverse("workroom", args=[job.pk]), {"corrects": number}).content.decode()
    assert f"Correcting entry {number}" in form
    write(ada, job, words="It is 2.4%.", corrects=number)
    page = signed_in(ada).get(reverse("workroom", args=[job.pk])).content.decode()
    assert f"corrected entry {number}" in page


def test_a_correction_of_a_number_that_cannot_be_is_refused(job: Job, ada: Person) -> None:
    assert write(ada, job, words="It is 2.4%.", corrects=10**18).status_code == 422


def test_filters_count_and_show_their_kinds_alone(job: Job, ada: Person) -> None:
    write(ada, job, words="Hello.")
    write(ada, job, attached=[SimpleUploadedFile("a.txt", b"a")])
    job_view = load_job_view(ada, job.pk)
    counts = {
        option.name: int(option.count) for option in job_entry_page(ada, job_view, EntryFilter()).filters
    }
    assert counts == {"": 5, "messages": 2, "files": 1, "agreements": 2, "money": 1, "reports": 0}
    for name, count in counts.items():
        assert len(entry_slice(job_view, EntryFilter(group=name)).rows) == count


def test_earlier_entries_come_in_pages_and_as_a_part(job: Job, ada: Person) -> None:
    for place in range(ENTRIES_SHOWN):
        post(Actor(ada.pk), job, words=f"Word {place}", files=[])
    job_view = load_job_view(ada, job.pk)
    entries = entry_slice(job_view, EntryFilter())
    rows = entries.rows
    assert (len(rows), entries.earlier, entries.later) == (ENTRIES_SHOWN, rows[-1].entry.number, None)
    part = signed_in(ada).get(
        reverse("workroom", args=[job.pk]), {"before": rows[-1].entry.number}, headers={"HX-Request": "true"}
    )
    assert part.content.decode().lstrip().startswith("<li")


def test_every_kind_of_entry_that_acts_make_has_its_words(ada: Person, ben: Person) -> None:
    world = world_of(ada, ben)
    for row in entry_slice(load_job_view(ada, world.job.pk), EntryFilter()).rows:
        assert row.wording.title, row.entry.kind


def test_an_entry_without_content_says_so(job: Job, ada: Person) -> None:
    job_view = load_job_view(ada, job.pk)
    entry = Entry.objects.filter(chain__subject=job.uuid).select_related("content")[0]
    entry.content = EntryContent(entry=entry, salt=b"", text="{}")
    row = entry_slice(job_view, EntryFilter()).rows[0]
    assert row.wording.title


def test_a_corrected_message_says_so_and_the_correction_begins_with_its_words(
    job: Job, ada: Person, ben: Person
) -> None:
    write(ben, job, words="At nine.")
    room = reverse("workroom", args=[job.pk])
    first = Entry.objects.filter(kind="message.posted").get().number
    form = signed_in(ben).get(f"{room}?corrects={first}").content.decode()
    assert re.search(r"<textarea[^>]*>\s*At nine.</textarea>", form)
    others = signed_in(ada).get(f"{room}?corrects={first}").content.decode()
    assert re.search(r"<textarea[^>]*>\s*</textarea>", others)
    write(ben, job, words="At ten.", corrects=first)
    work_all()
    for query in ("", "?q=nine", "?show=messages"):
        page = signed_in(ada).get(room + query).content.decode()
        assert f'Corrected by <a href="{room}?at={first + 1}#r{first + 1}">entry {first + 1}</a>' in page
    news = signed_in(ada).get(reverse("room-news", args=[job.pk]) + f"?after={first}").content.decode()
    assert re.search(rf'<p id="c{first}"[^>]* hx-swap-oob="true">.*Corrected by', news)
