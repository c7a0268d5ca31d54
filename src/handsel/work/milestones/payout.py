"""Paying out what is held for a milestone, and closing what is finished."""

from django.db.models import F

from handsel.kernel.json import Facts
from handsel.kernel.money import Money
from handsel.money.escrow import holdings
from handsel.money.escrow.models import Holding
from handsel.money.invoices.issuing import InvoiceSubject
from handsel.money.invoices.models import Invoice
from handsel.money.invoices.of_release import invoice_release, payment_facts
from handsel.tasks.models import cancel
from handsel.work.jobs.acts import JobContext
from handsel.work.jobs.job_timers import close
from handsel.work.jobs.lifecycle import LIVE, JobStage
from handsel.work.jobs.models import Job
from handsel.work.jobs.paid import paid
from handsel.work.milestones import release_timer
from handsel.work.milestones.lifecycle import last_stage
from handsel.work.milestones.models import Milestone, MoneyRequest
from handsel.work.milestones.refusals import ExceedsHeld

GRANT = "refund.grant"


def distribute(context: JobContext, milestone: Milestone, *, to_freelancer: Money, to_client: Money) -> Facts:
    """Release one part and refund another, with invoices; close the milestone when nothing is left.

    What is left may be disputed, and then no timer runs on it. Raises `ExceedsHeld` if both are zero, or
    together more than what is held and not disputed.
    """
    holding = milestone.holding
    low, whole = min(to_freelancer.minor, to_client.minor), to_freelancer + to_client
    if holding is None or low < 0 or not whole or whole > holding.free:
        raise ExceedsHeld
    holding.client, holding.freelancer = context.job.sides()
    milestone.returned_amount += to_client.minor
    released, refunded = holdings.settle(context, holding, to_freelancer=to_freelancer, to_client=to_client)
    invoices = _invoices(context, milestone, holding, released) if to_freelancer else []
    supersede_requests(context, milestone)
    if not milestone.held and not milestone.to_fund:
        finish(context, milestone)
    else:
        milestone.refresh_stage()
        release_timer.stop_if_frozen(context, milestone)
        milestone.save(force_update=True)
    return {
        **milestone.facts(),
        **payment_facts(to_freelancer, released, refunded, invoices),
        "left": milestone.held.minor,
        "job_stage": context.job.stage,
    }


def finish(context: JobContext, milestone: Milestone) -> None:
    """Close a milestone by where its money went, and the job too if it was the last."""
    release_timer.stop(context, milestone)
    milestone.move(last_stage(released=milestone.released.minor, refunded=milestone.refunded.minor))
    milestone.closed_at = context.at
    milestone.save(force_update=True)
    close_if_done(context)


def close_if_done(context: JobContext) -> None:
    """Close the job when no milestone is open: complete if anything was paid, else cancelled."""
    job = context.job
    if job.stage in LIVE and not Milestone.objects.filter(job=job).open().exists():
        close(context, JobStage.COMPLETE if paid(job) else JobStage.CANCELLED)


def milestone_facts(job: Job) -> list[Facts]:
    """All milestones of a job as the record keeps them after an act that may touch any."""
    return [row.facts() for row in job.milestones.select_related("holding", "job")]


def supersede_requests(context: JobContext, milestone: Milestone) -> None:
    """Close the open requests about money that has moved since."""
    _supersede(context, milestone, least=0)


def supersede_frozen(context: JobContext, milestone: Milestone) -> None:
    """Close the open requests about more than what a dispute leaves free."""
    _supersede(context, milestone, least=milestone.free.minor + 1)


def _supersede(context: JobContext, milestone: Milestone, *, least: int) -> None:
    if not milestone.has_open_request:
        return
    asks = MoneyRequest.objects.filter(milestone=milestone, state=MoneyRequest.State.OPEN)
    asks = asks.alias(whole=F("to_client") + F("to_freelancer")).filter(whole__gte=least)
    if asks.update(state=MoneyRequest.State.SUPERSEDED, answered_at=context.at):
        cancel(GRANT, milestone.pk)


def _invoices(
    context: JobContext, milestone: Milestone, holding: Holding, released: holdings.PaidAmounts
) -> list[Invoice]:
    subject = InvoiceSubject(context.job.pk, context.job.title, _line(milestone, holding))
    return invoice_release(context, subject, holding, released)


def _line(milestone: Milestone, holding: Holding) -> str:
    """The text of an invoice line; for a milestone paid in parts, with the number of the payment."""
    whole = f"Milestone {milestone.position}: {milestone.name}"
    part = holdings.releases_of(holding)
    return f"{whole} (payment {part})" if part > 1 or milestone.held or milestone.to_fund else whole
