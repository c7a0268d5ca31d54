"""Erase content where the law requires it: the entry stays, and every proof still holds."""

from uuid import UUID

from handsel.record import previews
from handsel.record.models import Entry, EntryContent, Erasure, StoredFile
from handsel.record.scanning import bytes_of


def erase_content(entry: Entry, *, by: UUID) -> None:
    """Delete the salt and content of an entry, inside the action that records it. Irreversible."""
    Erasure.objects.create(entry=entry, by=by)
    contents = EntryContent.objects.filter(entry=entry)
    contents.delete()


def drop_file(digest: str) -> None:
    """Delete a file and its previews. The caller checks that nothing else needs them."""
    stored = StoredFile.objects.filter(pk=digest).first()
    if stored is not None:
        previews.forget(stored)
        bytes_of(stored).unlink(missing_ok=True)
        stored.delete()
