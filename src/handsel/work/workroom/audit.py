"""Audit: files, corrections and what is in quarantine, against the record."""

from handsel.record.models import Chain, StoredFile
from handsel.record.rebuilt_tables import RebuiltTable, columns
from handsel.work.workroom.models import Correction, JobFile

TABLES = (
    RebuiltTable(
        JobFile,
        Chain.Kind.JOB,
        subject="job__uuid",
        key=("id",),
        columns=columns(
            "name", "version", "brought_by", "brought_at", "entry", sha256="stored", size="stored__size"
        ),
        state="file",
    ),
    RebuiltTable(
        Correction, Chain.Kind.JOB, subject="job__uuid", key=("number", "by"), columns={}, state="correction"
    ),
    RebuiltTable(
        JobFile,
        Chain.Kind.JOB,
        subject="job__uuid",
        key=("id", "stored"),
        columns=columns("name", "version", finding="stored__finding"),
        state="quarantine",
        rows=lambda: JobFile.objects.filter(stored__verdict=StoredFile.Verdict.INFECTED),
        called="infected file",
    ),
)
