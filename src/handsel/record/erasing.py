"""Erasing content where the law demands it: the entry stays, as a stone, and every proof still holds."""

from uuid import UUID

from django.db import connection

from handsel.record import previews
from handsel.record.models import Entry, EntryContent, Erasure, StoredFile
from handsel.record.scanning import bytes_of

"""The kind of the entry that says whose content was erased, by whom and why; `handsel-verify` knows it."""


def erase_content(entry: Entry, *, by: UUID) -> None:
    """Drop the salt and the content of an entry, inside the deed that says so. Nothing brings them back."""
    Erasure.objects.create(entry=entry, by=by)
    contents = EntryContent.objects.filter(entry=entry)
    contents._raw_delete(connection.alias)


def drop_file(digest: str) -> None:
    """Let a file and its previews go for ever. Whether anybody needs them is for others to say."""
    stored = StoredFile.objects.filter(pk=digest).first()
    if stored is not None:
        previews.forget(stored)
        bytes_of(stored).unlink(missing_ok=True)
        stored.delete()
