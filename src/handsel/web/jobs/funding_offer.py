"""What funding takes: the charge, and what the client's wallet lacks or keeps."""

from collections.abc import Sequence

from handsel.kernel.money import Money
from handsel.money.escrow.charges import Charge
from handsel.web.base.amounts import amount_input
from handsel.web.jobs.job_view import JobView
from handsel.work.hours.funding import week_charge
from handsel.work.hours.models import JobWeek
from handsel.work.milestones.funding import charge_of
from handsel.work.milestones.models import Milestone

Offer = dict[str, object]


def funding_offer(job_view: JobView, rows: Sequence[Milestone], free: Money, *, key: str) -> Offer:
    """The figures of the dialog that funds some milestones; no charge if there are none."""
    if not rows:
        return {"key": key, "charge": None}
    return {"funds": [row.pk for row in rows], **_figures(charge_of(job_view.job, rows), free, key=key)}


def week_offer(week: JobWeek, free: Money) -> Offer:
    """The figures of the dialog that funds a week; no charge if it has all its money."""
    key = f"week-{week.pk}"
    return _figures(week_charge(week), free, key=key) if week.to_fund else {"key": key, "charge": None}


def _figures(charge: Charge, free: Money, *, key: str) -> Offer:
    short = charge.whole - free
    return {
        "key": key,
        "charge": charge,
        "charge_written": amount_input(charge.whole),
        "left": free - charge.whole,
        "short": short if short.minor > 0 else None,
    }
