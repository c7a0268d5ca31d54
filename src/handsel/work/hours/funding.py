"""Funding a week of an hourly job from the client's wallet (rules: hourly week 1)."""

from datetime import datetime

from handsel.kernel.json import Facts
from handsel.kernel.money import Money, zero
from handsel.money.escrow import holdings
from handsel.money.escrow.charges import Charge, charge_for, refuse_other
from handsel.money.escrow.models import Holding
from handsel.money.escrow.refusals import NothingToFund
from handsel.money.ledger.accounts import account_of, balance_of, locked
from handsel.money.ledger.models import AccountKind
from handsel.work.hours.changes import WeekPrice
from handsel.work.hours.entries import weeks as entries
from handsel.work.hours.models import JobWeek
from handsel.work.hours.refusals import WeekOver
from handsel.work.jobs.acts import JobContext, act
from handsel.work.jobs.lifecycle import LIVE, Side
from handsel.work.jobs.refusals import InvalidState


def week_charge(week: JobWeek) -> Charge:
    """The charge for funding a week in full."""
    job = week.job
    return charge_for([(week.holding, week.to_fund)], rules=job.policy.rules, currency=job.currency)


@act(entries.FUNDED, Side.CLIENT)
def fund_week(context: JobContext, week: JobWeek, *, expected: Money) -> Facts:
    """Move what a week still needs from the client's wallet into escrow; a raised limit holds from then on.

    `expected` is what the client was shown; raises `Stale` if the amount has changed since, `Overdrawn` if
    the wallet has less, `FundingWaits` while the client owes the house, and `WeekOver` after the week.
    """
    _check(week, expected, context.at)
    return put_money(context, week)


def refuse_week_funding(week: JobWeek, *, expected: Money, at: datetime) -> None:
    """Raise what `fund_week` would raise whatever the wallet has; called before adding what it lacks."""
    _check(week, expected, at)
    holdings.refuse_debtor(week.job.client, week.job.currency)


def can_be_funded(week: JobWeek) -> bool:
    """Whether the client's wallet has what a week needs, and nothing is owed.

    Locks both until the transaction ends, so that no withdrawal takes the money before the week has it.
    """
    job = week.job
    wallet, owed = locked(
        account_of(job.client, AccountKind.WALLET, job.currency),
        account_of(job.client, AccountKind.OWED, job.currency),
    )
    return balance_of(wallet) >= week_charge(week).whole and balance_of(owed) >= zero(job.currency)


def put_money(context: JobContext, week: JobWeek) -> Facts:
    """Move what a week needs into its holding, opened when it is first funded."""
    (paid,) = holdings.fund(context, [(holding_of(week), week.to_fund)])
    week.price = WeekPrice(week.rate, week.raised_limit or week.limit_seconds)
    week.funded_at = context.at
    week.refresh_stage(context.at)
    week.save(force_update=True)
    return {**week.facts(), "amount": paid.part.minor, "fee": paid.fee.minor}


def holding_of(week: JobWeek) -> Holding:
    """The week's holding, opened when it is first funded, between the sides of the job."""
    job = week.job
    week.holding = week.holding or holdings.open_for(
        *job.sides(), currency=job.currency, rules=job.policy.rules, ref=week.ref
    )
    week.holding.client, week.holding.freelancer = job.sides()
    return week.holding


def _check(week: JobWeek, expected: Money, at: datetime) -> None:
    if week.job.stage not in LIVE:
        raise InvalidState
    if not week.to_fund:
        raise NothingToFund
    if week.ends_at <= at:
        raise WeekOver
    refuse_other(week_charge(week), expected)
