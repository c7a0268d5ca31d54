"""Content goes only by an erasure, and its stone stays."""

from pathlib import Path
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from handsel.record.erasing import erase_content
from handsel.record.models import Entry, EntryContent, Erasure
from tests.record.evidence import say

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


def test_the_database_lets_content_go_only_where_an_erasure_says_so(tmp_path: Path) -> None:
    job = uuid4()
    say(job, words="First.")
    say(job, words="Second.")
    first, second = Entry.objects.order_by("number")
    erase_content(first, by=second.pk)
    assert list(EntryContent.objects.values_list("entry", flat=True)) == [second.pk]
    with pytest.raises(IntegrityError), transaction.atomic():
        EntryContent.objects.all()._raw_delete("default")
    with pytest.raises(IntegrityError), transaction.atomic():
        EntryContent.objects.update(text="{}")
    with pytest.raises(IntegrityError), transaction.atomic():
        Erasure.objects.all().delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        erase_content(first, by=second.pk)
