"""What the freelancer of a job was paid."""

from django.db.models import Q, Sum

from handsel.kernel.money import Money
from handsel.money.escrow.models import Holding
from handsel.work.jobs.models import Job


def paid(job: Job) -> Money:
    """What was paid on a job so far, for its milestones, weeks and bonuses, before the fee."""
    rows = Holding.objects.filter(Q(milestone__job=job) | Q(week__job=job) | Q(bonus__job=job))
    return Money(rows.aggregate(sum=Sum("released", default=0))["sum"], job.currency)
