"""Jobs on which something is to be done: the open ones, and closed ones with a claim or a proposal."""

from django.db.models import Exists, OuterRef, Q

from handsel.trust.disputes.models import Dispute
from handsel.web.jobs.rows import CLAIMS
from handsel.work.exits.lifecycle import ExitStage
from handsel.work.exits.models import Exit
from handsel.work.jobs.lifecycle import CLOSED
from handsel.work.jobs.models import JobQuerySet


def with_claims(jobs: JobQuerySet) -> JobQuerySet:
    """Those of some jobs that are open, of which a payment is claimed, or with a proposal to leave."""
    claims = Dispute.objects.filter(CLAIMS, job=OuterRef("pk")).open()
    proposals = Exit.objects.filter(job=OuterRef("pk"), stage=ExitStage.PROPOSED)
    return jobs.filter(~Q(stage__in=CLOSED) | Exists(claims) | Exists(proposals))
