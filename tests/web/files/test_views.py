"""Files on pages: what they are and look like, their versions, two compared, and who may fetch them when."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.record.files import path_of
from handsel.record.models import Entry, StoredFile
from handsel.web.files import diff
from handsel.web.files.presentation import FileView
from handsel.work.jobs.models import Job
from handsel.work.workroom.files import keep
from handsel.work.workroom.models import JobFile
from handsel.work.workroom.posting import post
from tests import factories
from tests.made_once import made_once
from tests.record.test_previews import pdf
from tests.scanners import INFECTION, fake_clamd
from tests.web.scenario import picture, signed_in, work_all

COVERS = ("handsel.web.files.presentation", "handsel.web.files.diff")


@pytest.fixture
@made_once
def job(frozen_clock: Any, ada: Person, ben: Person) -> Job:
    return factories.awarded(ada, ben)


def bring(person: Person, job: Job, content: bytes, name: str = "plan.txt") -> JobFile:
    pk = post(Actor(person.pk), job, words="", files=keep([ContentFile(content, name)]))["files"][0]["file"]
    return JobFile.objects.select_related("stored").get(pk=pk)


def read(person: Person, file: JobFile, **params: Any) -> str:
    answer = signed_in(person).get(reverse("file", args=[file.job_id, file.pk]), params)
    assert answer.status_code == 200
    return answer.content.decode()


def fetch(person: Person, file: JobFile, **params: Any) -> Any:
    answer: Any = signed_in(person).get(reverse("job-file", args=[file.job_id, file.pk]), params)
    answer.fetched = b"".join(answer.streaming_content) if answer.streaming else b""
    return answer


def test_versions_stand_newest_first_with_their_entries(job: Job, ada: Person, ben: Person) -> None:
    bring(ada, job, b"one")
    file = bring(ben, job, b"two")
    page = read(ada, file)
    assert page.index("Version 2</a>") < page.index("Version 1</a>")
    first, second = Entry.objects.filter(kind="message.posted").order_by("number")
    assert f"Replaces version 1 in entry {first.number}" in page
    assert f"?at={second.number}#r{second.number}" in page
    assert file.stored.sha256 in page
    assert f"replaces version 1 in entry {first.number}" in workroom(ada, job)


def test_the_same_bytes_again_say_that_nothing_changed(job: Job, ada: Person, ben: Person) -> None:
    bring(ada, job, b"one")
    file = bring(ben, job, b"one")
    number = Entry.objects.filter(kind="message.posted").order_by("number")[0].number
    page = read(ada, file)
    assert f"Same content as version 1 in entry {number}" in page
    assert "Compare with version 1" not in page
    assert f"same content as version 1 in entry {number}" in workroom(ada, job)
    assert "replaces version" not in workroom(ada, job)


def workroom(person: Person, job: Job) -> str:
    return signed_in(person).get(reverse("workroom", args=[job.pk])).content.decode()


@pytest.mark.parametrize(
    ("content", "name", "mismatch"),
    [
        (b"%PDF-1.7\n\0", "plan.pdf", ""),
        (b"PK\x03\x04" + b"\0" * 60, "plan.pdf", "named .pdf, but is ZIP"),
        (b"PK\x03\x04" + b"\0" * 60, "plan.docx", ""),
        (b"words", "plan.pdf", "named .pdf, but is text"),
        (b"MZ" + b"\0" * 60, "plan.pdf", "named .pdf, but is program"),
        (b"MZ" + b"\0" * 60, "plan.txt", "named .txt, but is program"),
        (b"<script>alert(1)</script>", "page.html", ""),
        (picture("JPEG"), "sketch.JPEG", ""),
        (picture("JPEG"), "sketch.png", "named .png, but is JPG"),
        (b"\0\1\2", "plan.txt", ""),
        (b"\0\1\2", "plan.pdf", "named .pdf, but is unknown kind"),
        (b"words", "plan", ""),
        (b"", "plan.pdf", ""),
    ],
)
def test_a_name_that_promises_something_else_is_said(
    job: Job, ada: Person, content: bytes, name: str, mismatch: str
) -> None:
    assert FileView(bring(ada, job, content, name)).mismatch == mismatch


def test_the_kind_and_a_mismatch_stand_beside_the_name(job: Job, ada: Person) -> None:
    file = bring(ada, job, b"PK\x03\x04" + b"\0" * 60, "plan.pdf")
    for page in (workroom(ada, job), read(ada, file)):
        assert "named .pdf, but is ZIP" in page


def test_a_preview_is_being_made_then_shown_page_by_page(job: Job, ada: Person, ben: Person) -> None:
    file = bring(ada, job, pdf((595, 842), (595, 842)), "plan.pdf")
    assert "Preparing the preview" in read(ben, file)
    work_all()
    first, second = read(ben, file), read(ben, file, page="2")
    assert "Page 1 of 2" in first
    assert 'rel="next"' in first
    assert "Page 2 of 2" in second
    assert 'rel="prev"' in second
    assert "Page 2 of 2" in read(ben, file, page="99")
    assert "Page 1 of 2" in read(ben, file, page="no")
    assert reverse("file-preview", args=[job.pk, file.pk, 0]) in workroom(ben, job)


def test_a_preview_is_a_picture_of_our_own_in_a_sandbox(job: Job, ada: Person, eve: Person) -> None:
    file = bring(ada, job, picture("JPEG"), "sketch.jpg")
    address = reverse("file-preview", args=[job.pk, file.pk, 1])
    assert signed_in(ada).get(address).status_code == 404
    work_all()
    answer: Any = signed_in(ada).get(address)
    assert b"".join(answer.streaming_content)[8:12] == b"WEBP"
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/webp", "nosniff")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert signed_in(eve).get(address).status_code == 404
    assert signed_in(ada).get(reverse("file-preview", args=[job.pk, file.pk, 2])).status_code == 404


def test_what_cannot_be_shown_can_be_fetched_under_its_name(job: Job, ada: Person) -> None:
    file = bring(ada, job, b"\0\1<script>alert(1)</script>", "żółw.html")
    work_all()
    assert "This file cannot be shown here." in read(ada, file)
    answer = fetch(ada, file)
    assert answer.fetched == b"\0\1<script>alert(1)</script>"
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''%C5%BC%C3%B3%C5%82w.html"
    assert (answer["X-Content-Type-Options"], answer["Content-Security-Policy"]) == (
        "nosniff",
        "default-src 'none'; sandbox",
    )


def test_two_versions_of_a_text_are_compared_escaped(job: Job, ada: Person) -> None:
    bring(ada, job, b"Tours start at nine.\n<b>Bring a lamp.</b>\nEnd.\n")
    file = bring(ada, job, "Tours start at ten.\n<b>Bring a lamp.</b>\nEnd.\n".encode("utf-16"))
    page = read(ada, file, **{"with": "1"})
    assert "<del> nine.</del>" in page
    assert "<ins> ten.</ins>" in page
    assert "&lt;b&gt;Bring a lamp.&lt;/b&gt;" in page
    assert "No differences." in read(ada, file, **{"with": "2"})
    assert 'id="comparison"' not in read(ada, file, **{"with": "9"})


def test_lines_far_from_a_change_are_folded(job: Job, ada: Person) -> None:
    lines = [f"line {n}" for n in range(100)]
    bring(ada, job, "\n".join(lines).encode())
    page = read(ada, bring(ada, job, "\n".join([*lines[:50], "new", *lines[50:]]).encode()), **{"with": "1"})
    assert page.count('class="same"') == 6
    assert page.count('class="fold"') == 2


def test_what_is_no_text_or_too_much_is_not_compared(
    job: Job, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(ada, job, b"one\ntwo\n")
    more = bring(ada, job, b"three\nfour\nfive\n")
    monkeypatch.setattr(diff, "ROWS_MAX", 1)
    assert "These are the first" in read(ada, more, **{"with": "1"})
    monkeypatch.setattr(diff, "LINES_MAX", 2)
    assert "lines here. Download both" in read(ada, more, **{"with": "1"})
    monkeypatch.setattr(diff, "BYTES_MAX", 2)
    assert "lines here. Download both" in read(ada, more, **{"with": "1"})
    other = bring(ada, job, b"\0\1")
    assert "You can only compare two text files" in read(ada, other, **{"with": "1"})


def test_while_it_is_checked_nobody_fetches_or_sees_it(
    job: Job, ada: Person, settings: Any, tmp_path: Any
) -> None:
    with fake_clamd(tmp_path) as settings.CLAMD:
        file = bring(ada, job, picture(), "sketch.png")
        assert fetch(ada, file).status_code == 409
        assert "Virus check in progress" in read(ada, file)
        assert "Virus check in progress" in workroom(ada, job)
        work_all()
        assert fetch(ada, file).status_code == 200


def test_an_infected_file_answers_with_a_page_that_says_so(
    job: Job, ada: Person, settings: Any, tmp_path: Any
) -> None:
    with fake_clamd(tmp_path) as settings.CLAMD:
        file = bring(ada, job, INFECTION)
        work_all()
    settings.CLAMD = None
    answer = fetch(ada, file)
    assert answer.status_code == 409
    assert "the virus scan found Handsel.Test" in answer.content.decode()
    assert "Infected, quarantined" in read(ada, file)
    page = workroom(ada, job)
    assert "Infected, quarantined" in page
    assert "plan.txt, version 1, is infected and was quarantined" in page
    again = bring(ada, job, b"clean")
    assert "You can only compare two text files" in read(ada, again, **{"with": "1"})


def test_one_beyond_the_scanner_is_fetched_after_a_warning(job: Job, ada: Person) -> None:
    file = bring(ada, job, b"words")
    StoredFile.objects.update(verdict="too large")
    assert fetch(ada, file)["Location"] == reverse("file", args=[job.pk, file.pk])
    assert "Download unchecked" in read(ada, file)
    assert fetch(ada, file, unchecked=1).status_code == 200


def test_a_file_that_was_lost_is_told_as_missing_and_its_page_stands(job: Job, ada: Person) -> None:
    old, file = bring(ada, job, b"one"), bring(ada, job, b"two")
    path_of(file.stored_id).unlink()
    answer = fetch(ada, file)
    assert answer.status_code == 409
    assert "The content of this file is missing" in answer.content.decode()
    assert file.stored.sha256 in read(ada, file)
    comparison = signed_in(ada).get(reverse("file", args=[job.pk, file.pk]), {"with": old.version})
    assert comparison.status_code == 409
