"""Audit: jobs against the record."""

from handsel.record.models import Chain
from handsel.record.rebuilt_tables import RebuiltTable, columns
from handsel.work.jobs.models import Job

TABLES = (
    RebuiltTable(
        Job,
        Chain.Kind.JOB,
        subject="uuid",
        columns=columns(
            "id",
            "invited_email",
            "invitation",
            "kind",
            "title",
            "description",
            "stage",
            "currency",
            "awarded_at",
            "lapses_at",
            "bound_at",
            "auto_release_days",
            "ended_by",
            "ending_at",
            "objected_at",
            "closed_at",
            client="client__person",
            freelancer="freelancer__person",
            policy="policy__name",
            policy_version="policy__version",
        ),
        state="job",
    ),
)
