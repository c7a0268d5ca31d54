"""Reading the files of a Workroom: their text is found, and what cannot be read is found by its name."""

from collections.abc import Callable

import pytest
from django.core.files.base import ContentFile

from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.search.finding import SearchQuery, SearchScope, find_entries
from handsel.search.models import FileText
from handsel.search.queries import parse_query
from handsel.tasks.models import Task
from handsel.work.jobs.models import Job
from handsel.work.workroom.files import keep
from handsel.work.workroom.posting import post
from tests import factories
from tests.made_once import made_once
from tests.search.text_extraction import documents
from tests.web.scenario import work_all

pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture
@made_once
def job(ada: Person, ben: Person) -> Job:
    return factories.awarded(ada, ben, 100)


def bring(person: Person, job: Job, name: str, content: bytes) -> None:
    post(Actor(person.pk), job, words="", files=keep([ContentFile(content, name)]))
    work_all()


def numbers(person: Person, line: str) -> list[int]:
    return [
        row.entry.number
        for row in find_entries(SearchScope(person), SearchQuery(parse_query(line)), most=9).rows
    ]


@pytest.mark.parametrize("content", [documents.pdf, documents.docx, documents.odf, documents.pptx])
def test_the_words_in_a_file_are_found(
    content: Callable[[], bytes], job: Job, ada: Person, ben: Person
) -> None:
    bring(ben, job, "report.bin", content())
    assert numbers(ada, '"zebra crosses" ubergabe') == [2]


def test_a_file_that_cannot_be_read_is_found_by_its_name(job: Job, ada: Person, ben: Person) -> None:
    bring(ben, job, "broken-report.pdf", b"%PDF-1.7 and no more")
    assert numbers(ada, "broken-report.pdf") == [2]
    assert FileText.objects.get().fault == "it could not be read"
    assert not Task.objects.exclude(last_error="").exists()


def test_text_with_nul_characters_is_kept_without_them(job: Job, ada: Person, ben: Person) -> None:
    bring(ben, job, "a.txt", "zebra\0crosses".encode("utf-16"))
    assert numbers(ada, "zebra crosses") == [2]
