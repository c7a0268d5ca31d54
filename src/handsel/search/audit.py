"""Audit: the index holds nothing erased; count entries not indexed yet."""

from collections.abc import Iterable

from handsel.kernel.audit import Check
from handsel.record.models import Chain, Entry
from handsel.search.models import FileText, IndexedEntry
from handsel.work.workroom.models import JobFile


def checks() -> Iterable[Check]:
    """Check indexed entries and file texts against erasures, and count unindexed entries."""
    erased = IndexedEntry.objects.filter(entry__content=None).select_related("entry")
    left = [f"entry {row.entry_id} was erased, but its words are still indexed" for row in erased]
    whole = JobFile.objects.exclude(entry__in=Entry.objects.filter(content=None).values("pk"))
    texts = FileText.objects.exclude(pk__in=whole.values("stored"))
    left += [f"file {text.pk} was erased, but its text is still kept" for text in texts]
    yield Check("the search holds nothing that was erased", IndexedEntry.objects.count(), left)
    unknown = Entry.objects.filter(chain__kind=Chain.Kind.JOB, indexed=None).exclude(content=None)
    yield Check("entries that wait to be indexed", unknown.count())
