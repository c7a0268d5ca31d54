"""Audit: nobody's minute holds more than one minute of work (rules: hourly time 1)."""

from django.db.models import F

from handsel.kernel.audit import Check
from handsel.work.hours.models import TimeSpan

CHUNK = 5_000


def check() -> Check:
    """The time of each freelancer over all jobs, in order: none begins before the one before it ends."""
    rows = TimeSpan.objects.annotate(freelancer=F("job__freelancer")).order_by("freelancer", "started_at")
    faults, counted = [], 0
    before: tuple[int | None, TimeSpan | None] = (None, None)
    for row in rows.iterator(chunk_size=CHUNK):
        counted += 1
        freelancer, earlier = before
        if earlier is not None and freelancer == row.freelancer and row.started_at < earlier.ended_at:
            faults.append(f"{row} of job {row.job_id} overlaps {earlier} of job {earlier.job_id}")
        before = (row.freelancer, row)
    return Check("no time of a freelancer overlaps other time", counted, faults)
