"""Keeping the rows of the search: made once, made again, made anew when a job is joined, and forgotten."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.db import connection

from handsel.config.reindex import main
from handsel.kernel import clock
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.record.models import Entry
from handsel.search.document import WORDS_BYTES_MAX, stored_text
from handsel.search.finding import SearchQuery, SearchScope, find_entries
from handsel.search.indexing import READ, forget, index, reindex
from handsel.search.models import FileText, IndexedEntry
from handsel.search.queries import parse_query
from handsel.tasks.models import Task
from handsel.work.jobs.models import Job
from handsel.work.terms.award import Awardee, award, join
from handsel.work.workroom.files import keep
from handsel.work.workroom.models import JobFile
from handsel.work.workroom.posting import post
from tests import factories
from tests.db_tamper import lose
from tests.made_once import made_once
from tests.web.scenario import work_all

COVERS = ("handsel.search.document", "handsel.config.reindex")
pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture
@made_once
def job(ada: Person, ben: Person) -> Job:
    job = factories.awarded(ada, ben, 100)
    work_all()
    return job


def numbers(person: Person, line: str) -> list[int]:
    return [
        row.entry.number
        for row in find_entries(SearchScope(person), SearchQuery(parse_query(line)), most=9).rows
    ]


def brought(person: Person, job: Job, *contents: bytes) -> Entry:
    files = keep([ContentFile(content, f"{n}.txt") for n, content in enumerate(contents)])
    post(Actor(person.pk), job, words="Files.", files=files)
    return last(job)


def last(job: Job) -> Entry:
    return Entry.objects.filter(chain__subject=job.uuid).latest("number")


def test_an_entry_is_indexed_once_however_often_it_is_asked_for(job: Job, ada: Person) -> None:
    before = list(IndexedEntry.objects.values())
    for _ in range(2):
        index(last(job), clock.now())
    assert list(IndexedEntry.objects.values()) == before
    assert numbers(ada, "booking") == [1]


def test_entries_at_the_very_same_place_stand_side_by_side(job: Job, ben: Person) -> None:
    row = IndexedEntry.objects.get()
    IndexedEntry.objects.update(id=row.pk + 1024)
    post(Actor(ben.pk), job, words="Hello.", files=[])
    work_all()
    assert sorted(IndexedEntry.objects.values_list("pk", flat=True)) == [row.pk + 1024, row.pk + 1025]


def test_who_takes_up_an_invitation_finds_what_was_before_them(ada: Person, ben: Person) -> None:
    factories.ensure_presets()
    invited = award(Actor(ada.pk), ada, Awardee(email=ben.email), factories.terms(50))
    post(Actor(ada.pk), invited, words="Welcome.", files=[])
    work_all()
    assert numbers(ben, "") == []
    join(Actor(ben.pk), invited, ben)
    work_all()
    assert numbers(ben, "") == [3, 2, 1]


def test_the_whole_index_is_made_again(job: Job, ada: Person, capsys: Any) -> None:
    before = list(IndexedEntry.objects.values())
    IndexedEntry.objects.all().delete()
    main()
    assert list(IndexedEntry.objects.values()) == before
    assert "1 entries are indexed" in capsys.readouterr().out


def test_what_was_erased_is_forgotten_when_all_is_made_again(job: Job, ada: Person) -> None:
    lose(last(job).content)
    assert reindex(clock.now()) == 1
    assert numbers(ada, "") == []


def test_forgetting_leaves_no_word_in_the_index(job: Job, ada: Person, ben: Person) -> None:
    post(Actor(ada.pk), job, words="The zyzzyva is secret.", files=[])
    work_all()
    entry = last(job)
    assert numbers(ada, "zyzzyva") == [2]
    forget(entry)
    assert numbers(ada, "zyzzyva") == []
    assert not IndexedEntry.objects.filter(entry=entry).exists()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM search_words_data WHERE instr(block, 'zyzz') > 0")
            assert cursor.fetchone()[0] == 0


def test_the_text_of_a_file_goes_with_the_last_entry_that_brought_it(job: Job, ada: Person) -> None:
    first, second = (brought(ada, job, *contents) for contents in ((b"one", b"two"), (b"two",)))
    work_all()
    assert FileText.objects.count() == 2
    lose(first.content)
    forget(first)
    assert [text.text for text in FileText.objects.all()] == ["two"]
    forget(second)
    assert not FileText.objects.exists()


def test_a_file_is_read_once(job: Job, ada: Person) -> None:
    brought(ada, job, b"the same")
    work_all()
    brought(ada, job, b"the same")
    work_all()
    assert not Task.objects.filter(kind=READ).exists()
    assert (JobFile.objects.count(), FileText.objects.count()) == (2, 1)
    assert numbers(ada, "same") == [3, 2]


def test_words_are_kept_up_to_a_limit_and_never_cut_in_two() -> None:
    words = stored_text(["übergabe"] * 200_000)
    assert len(words.encode()) <= WORDS_BYTES_MAX + 2
    assert set(words.split()) == {"übergabe"}


def test_an_entry_with_a_megabyte_of_other_words_each_is_kept(job: Job, ada: Person) -> None:
    entry = brought(ada, job, b"big")
    text = " ".join(uuid4().hex for _ in range(40_000))
    FileText.objects.create(stored_id=JobFile.objects.get().stored_id, text=text, read_at=clock.now())
    index(entry, clock.now())
    assert numbers(ada, text[:32]) == [2]
