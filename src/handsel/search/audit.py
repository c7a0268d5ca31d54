"""Audit: the index holds nothing erased, and flags of files quote it; count entries not indexed yet."""

from collections.abc import Iterable

from handsel.kernel.audit import Check
from handsel.record.models import Chain, Entry
from handsel.search.models import FileText, IndexedEntry
from handsel.trust.conduct.models import Flag
from handsel.work.workroom.models import JobFile


def checks() -> Iterable[Check]:
    """Check indexed entries and file texts against erasures, and count unindexed entries."""
    erased = IndexedEntry.objects.filter(entry__content=None).select_related("entry")
    left = [f"entry {row.entry_id} was erased, but its words are still indexed" for row in erased]
    whole = JobFile.objects.exclude(entry__in=Entry.objects.filter(content=None).values("pk"))
    texts = FileText.objects.exclude(pk__in=whole.values("stored"))
    left += [f"file {text.pk} was erased, but its text is still kept" for text in texts]
    yield Check("the search holds nothing that was erased", IndexedEntry.objects.count(), left)
    yield _flagged_files()
    unknown = Entry.objects.filter(chain__kind=Chain.Kind.JOB, indexed=None).exclude(content=None)
    yield Check("entries that wait to be indexed", unknown.count())


def _flagged_files() -> Check:
    """Flags of files against the text that was read of these; what is yet to be read again, is not known."""
    flags = Flag.objects.exclude(file=0).order_by("pk")
    stored = dict(JobFile.objects.filter(pk__in=flags.values("file")).values_list("pk", "stored"))
    wrong = []
    for flag in flags.iterator():
        text = FileText.objects.filter(pk=stored.get(flag.file)).values_list("text", flat=True).first()
        if text is not None and text[flag.start : flag.start + len(flag.quoted)] != flag.quoted:
            wrong.append(f"flag {flag.pk} quotes words that its file does not have")
    return Check("flags of files quote what is in these", flags.count(), wrong)
