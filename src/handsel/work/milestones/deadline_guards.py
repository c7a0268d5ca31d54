"""Guards between a deadline and its processing.

Tasks run a moment after their deadline, or much later if the house was down. What people do in between is
refused all the same: who is paid must not depend on how busy the house is.
"""

from datetime import datetime

from handsel.work.jobs.models import Job
from handsel.work.milestones.lifecycle import Stage
from handsel.work.milestones.models import Milestone, MoneyRequest, RefundRequest
from handsel.work.milestones.refusals import RefundDue, ReleaseDue, ReturnDue


def release_is_due(milestone: Milestone, at: datetime) -> bool:
    """Whether the release timer of a delivery has run out, and it is not released yet."""
    ends = milestone.release_at
    return milestone.stage == Stage.DELIVERED and ends is not None and ends <= at


def refund_is_due(request: RefundRequest, at: datetime) -> bool:
    """Whether a request went unanswered to its deadline, and is not granted yet."""
    return (
        request.state == MoneyRequest.State.OPEN
        and request.auto_grants_at is not None
        and request.auto_grants_at <= at
    )


def return_is_due(job: Job, at: datetime) -> bool:
    """Whether the days after the client's ending are over, and what is held has not returned yet."""
    return job.ending_at is not None and job.ending_at <= at and not job.is_closed


def refuse_after_release(milestone: Milestone, at: datetime) -> None:
    """Raise `ReleaseDue` if the milestone is due to be released."""
    if release_is_due(milestone, at):
        raise ReleaseDue


def refuse_after_refund(milestone: Milestone, at: datetime) -> None:
    """Raise `RefundDue` if a refund of the milestone is due to be granted."""
    if not milestone.has_open_request:
        return
    if RefundRequest.objects.filter(
        milestone=milestone, state=MoneyRequest.State.OPEN, auto_grants_at__lte=at
    ).exists():
        raise RefundDue


def refuse_after_return(job: Job, at: datetime) -> None:
    """Raise `ReturnDue` if what the job holds is due to be returned."""
    if return_is_due(job, at):
        raise ReturnDue


def refuse_while_due(job: Job, at: datetime) -> None:
    """Raise if any money of the job is due to be released or refunded."""
    for milestone in job.milestones.open():
        refuse_after_release(milestone, at)
    if RefundRequest.objects.filter(job=job, state=MoneyRequest.State.OPEN, auto_grants_at__lte=at).exists():
        raise RefundDue
