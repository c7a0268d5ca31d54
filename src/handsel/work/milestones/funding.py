"""Funding milestones from the client's wallet."""

from collections.abc import Iterable

from handsel.kernel.json import Facts
from handsel.kernel.money import Money
from handsel.kernel.refusals import NotFound
from handsel.money.escrow import holdings
from handsel.money.escrow.charges import Charge, charge_for, refuse_other
from handsel.money.escrow.models import Holding
from handsel.money.escrow.refusals import NothingToFund
from handsel.work.jobs.acts import JobContext, act
from handsel.work.jobs.lifecycle import LIVE, Side
from handsel.work.jobs.models import Job
from handsel.work.jobs.refusals import InvalidState
from handsel.work.milestones import release_timer
from handsel.work.milestones.entries.money import FUNDED
from handsel.work.milestones.models import Milestone


def charge_of(job: Job, milestones: Iterable[Milestone]) -> Charge:
    """The charge for funding these milestones of a job in full."""
    fundings = [(milestone.holding, milestone.to_fund) for milestone in milestones]
    return charge_for(fundings, rules=job.policy.rules, currency=job.currency)


@act(FUNDED, Side.CLIENT)
def fund(context: JobContext, job: Job, *, milestones: list[int], expected: Money) -> Facts:
    """Move what these milestones still need from the client's wallet into escrow, all or none.

    `expected` is what the client was shown; raises `Stale` if the amount has changed since, `Overdrawn`
    if the wallet has less, and `FundingWaits` while the client owes the house.
    """
    rows, charge = _expected_charge(job, milestones, expected)
    amounts = [milestone.to_fund for milestone in rows]
    holdings.fund(
        context, [(_holding(milestone), amount) for milestone, amount in zip(rows, amounts, strict=True)]
    )
    funded = [
        _mark_funded(context, milestone, amount) for milestone, amount in zip(rows, amounts, strict=True)
    ]
    return {"milestones": funded, **charge.amount.facts(), "fee": charge.fee.minor}


def refuse_funding(job: Job, *, milestones: list[int], expected: Money) -> None:
    """Raise what `fund` would raise whatever the wallet has; called before adding what it lacks."""
    _expected_charge(job, milestones, expected)
    holdings.refuse_debtor(job.client, job.currency)


def _expected_charge(job: Job, milestones: list[int], expected: Money) -> tuple[list[Milestone], Charge]:
    rows = _rows(job, milestones)
    charge = charge_of(job, rows)
    refuse_other(charge, expected)
    return rows, charge


def _rows(job: Job, milestones: list[int]) -> list[Milestone]:
    if job.stage not in LIVE:
        raise InvalidState
    rows = list(
        job.milestones.filter(pk__in=milestones).select_related(
            "holding__account", "holding__client", "holding__freelancer"
        )
    )
    if not rows or len(rows) != len(set(milestones)):
        raise NotFound
    if not all(milestone.to_fund for milestone in rows):
        raise NothingToFund
    return rows


def _holding(milestone: Milestone) -> Holding:
    """The milestone's holding, opened when it is first funded."""
    job = milestone.job
    milestone.holding = milestone.holding or holdings.open_for(
        *job.sides(), currency=job.currency, rules=job.policy.rules, ref=milestone.ref
    )
    return milestone.holding


def _mark_funded(context: JobContext, milestone: Milestone, amount: Money) -> Facts:
    milestone.funded_at = context.at
    milestone.refresh_stage()
    release_timer.start_or_stop(context, milestone)
    milestone.save(force_update=True)
    return {**milestone.facts(), "amount": amount.minor}
