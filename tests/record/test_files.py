"""Stored files: under their SHA-256, once, and never half."""

from hashlib import sha256

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from handsel.record import files
from handsel.record.files import FileMissing, FileTooLarge, open_stored, path_of, store
from handsel.record.models import StoredFile

pytestmark = pytest.mark.django_db


def test_bytes_lie_under_their_digest() -> None:
    stored = store(SimpleUploadedFile("plan.txt", b"the plan"))
    assert stored.sha256 == sha256(b"the plan").hexdigest()
    assert stored.size == 8
    assert path_of(stored.sha256).read_bytes() == b"the plan"


def test_the_same_bytes_are_kept_once() -> None:
    first, second = store(ContentFile(b"the plan")), store(ContentFile(b"the plan"))
    assert first == second
    assert StoredFile.objects.count() == 1


def test_an_empty_file_can_be_kept() -> None:
    assert store(ContentFile(b"")).size == 0


def test_a_file_that_is_there_is_not_written_again() -> None:
    place = path_of(store(ContentFile(b"the plan")).sha256)
    before = place.stat().st_ino
    store(ContentFile(b"the plan"))
    assert place.stat().st_ino == before


def test_a_file_too_large_is_refused_and_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "FILE_BYTES_MAX", 4)
    assert store(ContentFile(b"four")).size == 4
    with pytest.raises(FileTooLarge):
        store(ContentFile(b"fives"))
    folder = path_of(sha256(b"four").hexdigest()).parents[1]
    assert [path.name for path in folder.rglob("*") if path.is_file()] == [sha256(b"four").hexdigest()[2:]]
    assert StoredFile.objects.count() == 1


def test_a_file_that_lies_there_no_longer_is_missing() -> None:
    stored = store(ContentFile(b"one"))
    with open_stored(stored.sha256) as file:
        assert file.read() == b"one"
    path_of(stored.sha256).unlink()
    with pytest.raises(FileMissing):
        open_stored(stored.sha256)
