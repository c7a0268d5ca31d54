"""Proposing that both may work elsewhere, and answering it (rules: off-platform payment 6)."""

from handsel.kernel.characters import refuse_bidi_controls
from handsel.kernel.json import Facts
from handsel.kernel.money import Money
from handsel.kernel.refusals import NotFound
from handsel.money.escrow.exit_fee import charge_exit_fee
from handsel.money.escrow.refusals import FundingWaits
from handsel.money.invoices.issuing import InvoiceInput, InvoiceSubject, issue_each
from handsel.money.invoices.models import Invoice
from handsel.money.ledger.refusals import Overdrawn
from handsel.people.models import Party
from handsel.work.exits import entries
from handsel.work.exits.lifecycle import ExitStage
from handsel.work.exits.models import Exit, between
from handsel.work.exits.refusals import ExitAgreed, ExitFeeShort, ExitProposed
from handsel.work.jobs.acts import JobContext, act
from handsel.work.jobs.lifecycle import Side
from handsel.work.jobs.models import Job
from handsel.work.jobs.refusals import InvalidState

LINE = "Fee for leaving by agreement"
"""What the invoice of the fee is for."""


def exit_fee_of(job: Job) -> Money:
    """The highest fee of all bound jobs of both in its currency: a small job is no cheap way out."""
    bound = Job.objects.filter(between(job), currency=job.currency).exclude(bound_at=None)
    fees = [row.policy.rules.exit_fee for row in bound.select_related("policy")]
    return Money(max(fees, default=0), job.currency)


def may_work_elsewhere(job: Job) -> bool:
    """Whether both sides of a job agreed to it, in this job or another of theirs."""
    return Exit.objects.between(job).filter(stage=ExitStage.AGREED).exists()


@act(entries.PROPOSED, Side.CLIENT, Side.FREELANCER, closed=True)
def propose_exit(context: JobContext, job: Job, *, note: str = "") -> Facts:
    """Propose that both may work elsewhere, for the fee of the job's policy.

    Raises `InvalidState` before terms bind, and `ExitProposed` or `ExitAgreed` if they have one, in whichever
    of their jobs.
    """
    refuse_bidi_controls(note)
    if job.bound_at is None:
        raise InvalidState
    _lock(job)
    standing = Exit.objects.between(job).first()
    if standing is not None:
        raise ExitAgreed if standing.stage == ExitStage.AGREED else ExitProposed
    row = Exit.objects.create(
        job=job,
        number=job.exits.count() + 1,
        side=context.side,
        fee=exit_fee_of(job).minor,
        note=note,
        proposed_at=context.at,
    )
    return {**_facts(row), "note": note}


@act(entries.AGREED, Side.CLIENT, Side.FREELANCER, closed=True)
def agree_to_exit(context: JobContext, row: Exit) -> Facts:
    """Agree to the other side's proposal: the client pays the fee, and both may work elsewhere.

    Raises `ExitFeeShort` if the wallet of the client has too little.
    """
    _answer(context, row, ExitStage.AGREED)
    client, _ = context.job.sides()
    invoices = _charge(context, row, client) if row.fee else []
    return {**_facts(row), "invoices": [invoice.facts() for invoice in invoices]}


@act(entries.DECLINED, Side.CLIENT, Side.FREELANCER, closed=True)
def decline_exit(context: JobContext, row: Exit) -> Facts:
    """Decline the other side's proposal: everything stays as it was."""
    _answer(context, row, ExitStage.DECLINED)
    return _facts(row)


@act(entries.WITHDRAWN, Side.CLIENT, Side.FREELANCER, closed=True)
def withdraw_exit(context: JobContext, row: Exit) -> Facts:
    """Withdraw one's own proposal."""
    _answer(context, row, ExitStage.WITHDRAWN)
    return _facts(row)


def _lock(job: Job) -> None:
    """Let nobody propose in another job of both at the same time."""
    sides = Party.objects.filter(pk__in=[job.client_id, job.freelancer_id]).order_by("pk")
    list(sides.select_for_update(no_key=True))


def _answer(context: JobContext, row: Exit, stage: ExitStage) -> None:
    """Only its writer withdraws a proposal, and only the other side answers it."""
    is_own = row.side == context.side
    if is_own is not (stage is ExitStage.WITHDRAWN):
        raise NotFound
    row.move(stage)
    row.answered_at = context.at
    row.save(force_update=True)


def _charge(context: JobContext, row: Exit, client: Party) -> list[Invoice]:
    try:
        charge_exit_fee(context, client, row.fee_money)
    except (FundingWaits, Overdrawn) as short:
        raise ExitFeeShort from short
    subject = InvoiceSubject(context.job.pk, context.job.title, LINE)
    return issue_each([InvoiceInput(context, subject, None, client, row.fee_money)])


def _facts(row: Exit) -> Facts:
    return {"exit": row.number, "fee": row.fee, "currency": row.job.currency}
