"""Paying a bonus from the client's wallet to the freelancer's earnings (rules: money 5)."""

import textwrap

from handsel.kernel import identifiers
from handsel.kernel.characters import is_blank
from handsel.kernel.json import Facts
from handsel.kernel.money import Money, zero
from handsel.money.escrow import holdings
from handsel.money.escrow.tables import holding_facts
from handsel.money.invoices.issuing import InvoiceSubject
from handsel.money.invoices.of_release import invoice_release, payment_facts
from handsel.work.bonuses.entries import PAID
from handsel.work.bonuses.models import Bonus
from handsel.work.bonuses.refusals import BonusAmount
from handsel.work.jobs.acts import JobContext, act
from handsel.work.jobs.lifecycle import LIVE, JobStage, Side
from handsel.work.jobs.models import Job
from handsel.work.jobs.refusals import InvalidState, ReasonMissing

TAKES_BONUS = LIVE | {JobStage.COMPLETE}
"""The stages in which a job may have a bonus: once its terms bind, and after it."""
LINE_LENGTH = 160
"""How much of the reason an invoice says."""


@act(PAID, Side.CLIENT, closed=True)
def pay_bonus(context: JobContext, job: Job, *, amount: Money, reason: str) -> Facts:
    """Pay a bonus at once, with the fee of the job's policy and an invoice.

    Raises `BonusAmount` for nothing or another currency, `ReasonMissing`, `InvalidState` before terms bind,
    `Overdrawn` if the wallet has too little, and `FundingWaits` while the client owes the house.
    """
    _check(job, amount, reason)
    ref = identifiers.derived(context.id, "bonus")
    client, freelancer = job.sides()
    rules = job.policy.rules
    holding = holdings.open_for(client, freelancer, currency=job.currency, rules=rules, ref=ref)
    holdings.fund(context, [(holding, amount)])
    nothing = zero(job.currency)
    released, refunded = holdings.settle(context, holding, to_freelancer=amount, to_client=nothing)
    line = textwrap.shorten(f"Bonus: {reason}", LINE_LENGTH, placeholder="…")
    subject = InvoiceSubject(job.pk, job.title, line)
    invoices = invoice_release(context, subject, holding, released)
    Bonus.objects.create(
        job=job, ref=ref, amount=amount.minor, reason=reason, holding=holding, paid_at=context.at
    )
    return {
        "bonus": ref,
        **amount.facts(),
        "reason": reason,
        **payment_facts(amount, released, refunded, invoices),
        "after": holding_facts(holding),
    }


def _check(job: Job, amount: Money, reason: str) -> None:
    if job.stage not in TAKES_BONUS:
        raise InvalidState
    if is_blank(reason):
        raise ReasonMissing
    if amount.minor <= 0 or amount.currency != job.currency:
        raise BonusAmount
