"""The audit of the search: what was erased must be gone from it, and what waits is counted."""

import pytest
from django.core.files.base import ContentFile

from handsel.kernel import clock
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.record.models import Entry, StoredFile
from handsel.search.audit import checks
from handsel.search.indexing import forget
from handsel.search.models import FileText
from handsel.trust.conduct.models import Flag
from handsel.work.workroom.files import keep
from handsel.work.workroom.models import JobFile
from handsel.work.workroom.posting import post
from tests import factories
from tests.db_tamper import lose
from tests.web.scenario import work_all

pytestmark = pytest.mark.usefixtures("frozen_clock")


def test_what_is_not_indexed_yet_is_counted(ada: Person, ben: Person) -> None:
    factories.awarded(ada, ben, 100)
    assert [check.counted for check in checks()] == [0, 0, 1]
    work_all()
    assert [check.counted for check in checks()] == [1, 0, 0]


def test_a_row_or_text_left_of_an_erased_entry_is_a_fault(ada: Person, ben: Person) -> None:
    job = factories.awarded(ada, ben, 100)
    post(Actor(ben.pk), job, words="Secret.", files=keep([ContentFile(b"secret", "a.txt")]))
    work_all()
    stored = StoredFile.objects.get()
    FileText.objects.update_or_create(stored=stored, defaults={"text": "secret", "read_at": clock.now()})
    assert [check.faults for check in checks()] == [[], [], []]
    lose(Entry.objects.get(kind="message.posted").content)
    assert len(next(iter(checks())).faults) == 2
    forget(Entry.objects.get(kind="message.posted"))
    assert next(iter(checks())).faults == []


def test_a_flag_of_a_file_that_quotes_other_words_is_a_fault(ada: Person, ben: Person) -> None:
    job = factories.awarded(ada, ben, 100)
    post(Actor(ben.pk), job, words="Here.", files=keep([ContentFile(b"my PayPal, please", "a.txt")]))
    work_all()
    file, stored = JobFile.objects.get(), StoredFile.objects.get()
    texts = {"text": "my PayPal, please", "read_at": clock.now()}
    FileText.objects.update_or_create(stored=stored, defaults=texts)
    of = {"job": job, "person": ben, "entry": file.entry, "file": file.pk, "at": clock.now()}
    flag = Flag.objects.create(**of, kind="service", quoted="my PayPal", start=0)
    assert [check.faults for check in checks()] == [[], [], []]
    Flag.objects.update(quoted="my friend")
    assert [check.faults for check in checks()][1] == [
        f"flag {flag.pk} quotes words that its file does not have"
    ]
