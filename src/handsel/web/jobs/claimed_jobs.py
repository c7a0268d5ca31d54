"""Jobs on which something is to be done: the open ones, and closed ones of which a payment is claimed."""

from django.db.models import Exists, OuterRef, Q

from handsel.trust.disputes.models import Dispute
from handsel.web.jobs.rows import CLAIMS
from handsel.work.jobs.lifecycle import CLOSED
from handsel.work.jobs.models import JobQuerySet


def with_claims(jobs: JobQuerySet) -> JobQuerySet:
    """Those of some jobs that are open, or of which a payment is claimed."""
    claims = Dispute.objects.filter(CLAIMS, job=OuterRef("pk")).open()
    return jobs.filter(~Q(stage__in=CLOSED) | Exists(claims))
