"""Sharing out what is held for a milestone, and closing what has come to its end."""

from handsel.due.models import cancel
from handsel.kernel.json import Facts
from handsel.kernel.money import Money, zero
from handsel.money.escrow import holdings
from handsel.money.escrow.models import Holding
from handsel.money.invoices.issuing import Subject, invoice_fee, invoice_work
from handsel.money.invoices.models import Invoice
from handsel.policy.rules import FeePayer
from handsel.record.compiled import keep
from handsel.work.jobs.acts import JobDeed
from handsel.work.jobs.closing import close
from handsel.work.jobs.models import Job
from handsel.work.jobs.stages import LIVE, JobStage
from handsel.work.milestones import clockwork
from handsel.work.milestones.models import Ask, Milestone
from handsel.work.milestones.refusals import AmountOutOfReach
from handsel.work.milestones.stages import last_stage

GRANT = "refund.grant"


def share_out(deed: JobDeed, milestone: Milestone, *, to_freelancer: Money, to_client: Money) -> Facts:
    """Release one part and refund another, with invoices; close the milestone when nothing is left of it.

    Raises `AmountOutOfReach` when both are nothing or together more than what is held.
    """
    holding = milestone.holding
    low, whole = min(to_freelancer.minor, to_client.minor), to_freelancer + to_client
    if holding is None or low < 0 or not whole or whole > holding.left:
        raise AmountOutOfReach
    holding.client, holding.freelancer = deed.job.sides()
    milestone.given_back += to_client.minor
    released, refunded = holdings.settle(deed, holding, to_freelancer=to_freelancer, to_client=to_client)
    invoice = _invoices(deed, milestone, holding, released) if to_freelancer else None
    overtake(deed, milestone)
    if not milestone.held and not milestone.to_fund:
        finish(deed, milestone)
    else:
        milestone.stand()
        keep(milestone, "given_back", "stage")
    return {
        **milestone.facts(),
        "released": to_freelancer.minor,
        "fee": released.fee.minor,
        "earned": released.part.minor,
        "refunded": to_client.minor,
        "fee_returned": refunded.fee.minor,
        "left": milestone.held.minor,
        "invoice": invoice.label if invoice else None,
        "job_stage": deed.job.stage,
    }


def finish(deed: JobDeed, milestone: Milestone) -> None:
    """Bring a milestone to its end by where its money went, and the job with it if it was the last."""
    clockwork.stop(deed, milestone)
    milestone.move(last_stage(released=milestone.released.minor, refunded=milestone.refunded.minor))
    milestone.closed_at = deed.at
    keep(milestone)
    close_if_done(deed)


def close_if_done(deed: JobDeed) -> None:
    """Close the job when no milestone is open: complete if something was paid, cancelled if nothing was."""
    job = deed.job
    if job.stage in LIVE and not Milestone.objects.filter(job=job).open().exists():
        close(deed, JobStage.COMPLETE if paid(job) else JobStage.CANCELLED)


def paid(job: Job) -> Money:
    """What the freelancer was paid on a job so far, before the fee."""
    released = Holding.objects.filter(milestone__job=job).values_list("released", flat=True)
    return sum((Money(minor, job.currency) for minor in released), start=zero(job.currency))


def overtake(deed: JobDeed, milestone: Milestone) -> None:
    """What was asked about money that has moved since is asked no more."""
    if not milestone.is_asked:
        return
    asks = Ask.objects.filter(milestone=milestone, state=Ask.State.OPEN)
    if asks.update(state=Ask.State.OVERTAKEN, answered_at=deed.at):
        cancel(GRANT, milestone.pk)


def _invoices(deed: JobDeed, milestone: Milestone, holding: Holding, released: holdings.Paid) -> Invoice:
    subject = Subject(deed.job.pk, deed.job.title, _line(milestone, holding))
    by_client = holding.terms.payer is FeePayer.CLIENT
    payer = holding.client if by_client else holding.freelancer
    invoice_fee(deed, subject, payer=payer, fee=released.fee)
    amount = released.part if by_client else released.part + released.fee
    return invoice_work(deed, subject, issuer=holding.freelancer, recipient=holding.client, amount=amount)


def _line(milestone: Milestone, holding: Holding) -> str:
    """What an invoice is for; of a milestone that is paid in parts, which part."""
    whole = f"Milestone {milestone.position}: {milestone.name}"
    part = holdings.releases_of(holding)
    return f"{whole}, part {part}" if part > 1 or milestone.held or milestone.to_fund else whole
