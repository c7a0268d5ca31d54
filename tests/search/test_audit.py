"""The audit of the search: what was erased must be gone from it, and what waits is counted."""

import pytest
from django.core.files.base import ContentFile

from handsel.kernel import clock
from handsel.people.models import Person
from handsel.record.deeds import By
from handsel.record.models import Entry, StoredFile
from handsel.search.audit import checks
from handsel.search.indexing import forget
from handsel.search.models import FileText
from handsel.work.workroom.files import keep
from handsel.work.workroom.posting import post
from tests import making
from tests.tampering import lose
from tests.web.world import work_all

pytestmark = pytest.mark.usefixtures("told")


def test_what_is_not_indexed_yet_is_counted(ada: Person, ben: Person) -> None:
    making.awarded(ada, ben, 100)
    assert [check.counted for check in checks()] == [0, 1]
    work_all()
    assert [check.counted for check in checks()] == [1, 0]


def test_a_row_or_text_left_of_an_erased_entry_is_a_fault(ada: Person, ben: Person) -> None:
    job = making.awarded(ada, ben, 100)
    post(By(ben.pk), job, words="Secret.", files=keep([ContentFile(b"secret", "a.txt")]))
    work_all()
    stored = StoredFile.objects.get()
    FileText.objects.update_or_create(stored=stored, defaults={"text": "secret", "read_at": clock.now()})
    assert [check.faults for check in checks()] == [[], []]
    lose(Entry.objects.get(kind="message.posted").content)
    assert len(next(iter(checks())).faults) == 2
    forget(Entry.objects.get(kind="message.posted"))
    assert next(iter(checks())).faults == []
