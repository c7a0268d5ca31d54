"""Extract the text of Workroom files, once per content, outside a transaction."""

from datetime import datetime, timedelta

from django.db import transaction

from handsel.record.files import path_of
from handsel.record.models import StoredFile
from handsel.record.scanning import is_held
from handsel.search.indexing import INDEX, READ
from handsel.search.models import FileText
from handsel.search.text_extraction.sandbox import extract_text
from handsel.tasks.models import schedule
from handsel.work.workroom.models import JobFile

AFTER_SCAN = timedelta(minutes=1)


def auto_extract(subject: str, at: datetime) -> None:
    """Task after a new file: store its text, and reindex its entries.

    Skips erased and quarantined files; waits for the virus scan.
    """
    file = JobFile.objects.select_related("stored").filter(pk=int(subject)).first()
    if file is None or file.stored.verdict == StoredFile.Verdict.INFECTED:
        return
    if is_held(file.stored):
        schedule(READ, file.pk, at=at + AFTER_SCAN)
        return
    reading = extract_text(path_of(file.stored_id))
    with transaction.atomic():
        fields = {"kind": reading.kind, "text": reading.text, "fault": reading.fault, "read_at": at}
        FileText.objects.update_or_create(stored_id=file.stored_id, defaults=fields)
        for entry in JobFile.objects.filter(stored=file.stored_id).values_list("entry", flat=True):
            schedule(INDEX, entry, at=at)
