"""The preview of a text file: escaped, its first lines, and never before the virus scan."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.record.models import StoredFile
from handsel.web.files import text_preview as module
from handsel.web.files.presentation import FileView
from handsel.web.files.text_preview import TextPreview, text_preview
from handsel.work.jobs.models import Job
from handsel.work.workroom.files import keep
from handsel.work.workroom.models import JobFile
from handsel.work.workroom.posting import post
from tests import factories
from tests.made_once import made_once
from tests.web.scenario import signed_in


@pytest.fixture
@made_once
def job(frozen_clock: Any, ada: Person, ben: Person) -> Job:
    return factories.awarded(ada, ben)


def stored_file(person: Person, job: Job, content: bytes) -> JobFile:
    posted = post(Actor(person.pk), job, words="", files=keep([ContentFile(content, "chapter.txt")]))
    return JobFile.objects.select_related("stored").get(pk=posted["files"][0]["file"])


def preview_of(file: JobFile) -> TextPreview:
    preview = text_preview(FileView(file))
    assert preview is not None
    return preview


def test_a_text_is_shown_escaped(job: Job, ada: Person, ben: Person) -> None:
    file = stored_file(ada, job, b"\n<script>alert(1)</script> & more\n")
    page = signed_in(ben).get(reverse("file", args=[job.pk, file.pk])).content.decode()
    assert '<pre class="text" dir="auto">\n\n&lt;script&gt;alert(1)&lt;/script&gt; &amp; more</pre>' in page
    assert "cannot be shown here" not in page
    assert "This is the beginning." not in page


def test_of_a_long_text_the_first_lines_are_shown(job: Job, ada: Person) -> None:
    file = stored_file(ada, job, "".join(f"line {n}\n" for n in range(1, 300)).encode())
    page = signed_in(ada).get(reverse("file", args=[job.pk, file.pk])).content.decode()
    assert "line 200</pre>" in page
    assert "This is the beginning. Download the file to read all of it." in page


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_a_text_that_is_cut_amid_a_character_keeps_its_words(
    job: Job, ada: Person, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    monkeypatch.setattr(module, "HEAD_BYTES", 15)
    preview = preview_of(stored_file(ada, job, ("żółw " * 20).encode(encoding)))
    assert preview.is_cut
    assert preview.text == ("żółw " * 20)[: len(preview.text)]
    assert preview.text


@pytest.mark.parametrize("verdict", ["infected", "too large"])
def test_what_is_not_free_to_fetch_does_not_begin(job: Job, ada: Person, verdict: str) -> None:
    file = stored_file(ada, job, b"words")
    StoredFile.objects.update(verdict=verdict)
    file.stored.refresh_from_db()
    assert text_preview(FileView(file)) is None


def test_what_is_no_text_does_not_begin(job: Job, ada: Person) -> None:
    assert text_preview(FileView(stored_file(ada, job, b"\0\1\2"))) is None
