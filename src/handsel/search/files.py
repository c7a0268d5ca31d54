"""Reading the files of a Workroom: once for each content, outside any transaction."""

from datetime import datetime

from django.db import transaction

from handsel.due.models import schedule
from handsel.record.files import path_of
from handsel.search.indexing import INDEX
from handsel.search.models import FileText
from handsel.search.reading.sandbox import read
from handsel.work.workroom.models import JobFile


def read_by_itself(subject: str, at: datetime) -> None:
    """The duty that follows a new file: keep its text, and index whatever brought it once more."""
    file = JobFile.objects.get(pk=int(subject))
    reading = read(path_of(file.stored_id))
    with transaction.atomic():
        fields = {"kind": reading.kind, "text": reading.text, "fault": reading.fault, "read_at": at}
        FileText.objects.update_or_create(stored_id=file.stored_id, defaults=fields)
        for entry in JobFile.objects.filter(stored=file.stored_id).values_list("entry", flat=True):
            schedule(INDEX, entry, at=at)
