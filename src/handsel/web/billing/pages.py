"""Billing & Invoices of one job."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from handsel.kernel.money import Money, total
from handsel.money.invoices.models import Invoice
from handsel.money.ledger.models import Account, Kind
from handsel.web.amounts import written
from handsel.web.asking import Asking, page
from handsel.web.deliveries import Delivery, deliveries
from handsel.web.heads import head_of
from handsel.web.leaves import Leaf
from handsel.web.nexts import milestone_next
from handsel.web.reach import reach
from handsel.web.standings import Standing, standing
from handsel.web.states import milestone_state, tally
from handsel.web.unanswered import unanswered
from handsel.web.wanted import Wanted
from handsel.work.jobs.stages import Side
from handsel.work.milestones.funding import charge_of
from handsel.work.milestones.models import Milestone
from handsel.work.milestones.stages import Stage

INVOICES_SHOWN = 30
NOTHING_SOUGHT = {"wanted": Wanted(), "leaf": Leaf([], None, [])}
"""What the parts of the Workroom that are shown here ask for: nothing is marked in them."""


@page()
def billing(request: Asking, number: int) -> HttpResponse:
    """Where the money of a job is, what happens next with it, and its invoices."""
    where = standing(request.user, number)
    free = wallet_of(where)
    invoices = Invoice.objects.of(request.user).filter(job_number=number).order_by("-issued_at", "pk")
    issued = Paginator(list(invoices), INVOICES_SHOWN).get_page(request.GET.get("page"))
    told = {**_told(where, free), "issued": issued, **NOTHING_SOUGHT}
    return render(request, "web/billing/page.html", told)


def _told(where: Standing, free: Money) -> dict[str, object]:
    delivered = deliveries(where)
    return {
        "head": head_of(where),
        "standing": where,
        "rows": [_row(where, row, free, delivered.get(row.pk)) for row in where.milestones],
        "free": free,
        "tally": tally(where),
        "sums": sums(where),
        "together": _together(where, free),
    }


def wallet_of(where: Standing) -> Money:
    """What is free in the client's wallet, for the client's eyes."""
    accounts = Account.objects.filter(owner=where.job.client, kind=Kind.WALLET, currency=where.job.currency)
    balances = list(accounts.values_list("balance", flat=True)) if where.side is Side.CLIENT else []
    return Money(sum(balances), where.job.currency)


def sums(where: Standing) -> dict[str, Money]:
    """The money of a job by where it is."""
    currency = where.job.currency
    rows = where.milestones
    return {
        "price": where.price,
        "paid": total((row.released for row in rows), currency),
        "in_review": total((row.held for row in rows if row.stage == Stage.DELIVERED), currency),
        "in_escrow": total((row.held for row in rows if row.stage != Stage.DELIVERED), currency),
        "not_funded": total((row.to_fund for row in rows), currency),
        "returned": total((row.refunded for row in rows), currency),
        "funded": total((row.funded - row.refunded for row in rows), currency),
    }


def _row(where: Standing, row: Milestone, free: Money, delivery: Delivery | None) -> dict[str, object]:
    """One milestone as a row of the table, with what may be done with it by this side."""
    refund = next((ask for ask in where.refunds if ask.milestone_id == row.pk), None)
    split = next((ask for ask in where.splits if ask.milestone_id == row.pk), None)
    return {
        "milestone": row,
        "delivery": delivery,
        "held_written": written(row.held),
        "reach": reach(row, row.held),
        "state": milestone_state(row),
        "next": milestone_next(where, row),
        "refund": refund,
        "refund_next": refund and unanswered(where, refund),
        "split": split,
        "split_next": split and unanswered(where, split),
        **_funding(where, [row] if row.to_fund else [], free, key=str(row.pk)),
    }


def _together(where: Standing, free: Money) -> dict[str, object] | None:
    """Funding everything that is left at once, where that is more than one milestone."""
    rows = [row for row in where.open_milestones if row.to_fund]
    if len(rows) < 2 or where.side is not Side.CLIENT or not where.is_live:
        return None
    return _funding(where, rows, free, key="together")


def _funding(where: Standing, rows: list[Milestone], free: Money, *, key: str) -> dict[str, object]:
    """What it takes to fund some milestones: the charge, what the wallet lacks, or what it keeps."""
    if not rows:
        return {"key": key, "charge": None}
    charge = charge_of(where.job, rows)
    short = charge.whole - free
    return {
        "key": key,
        "funds": [row.pk for row in rows],
        "charge": charge,
        "charge_written": written(charge.whole),
        "left": free - charge.whole,
        "short": short if short.minor > 0 else None,
    }
