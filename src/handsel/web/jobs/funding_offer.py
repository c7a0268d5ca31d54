"""What funding milestones takes: the charge, and what the client's wallet lacks or keeps."""

from collections.abc import Sequence

from handsel.kernel.money import Money
from handsel.web.base.amounts import amount_input
from handsel.web.jobs.job_view import JobView
from handsel.work.milestones.funding import charge_of
from handsel.work.milestones.models import Milestone


def funding_offer(
    job_view: JobView, rows: Sequence[Milestone], free: Money, *, key: str
) -> dict[str, object]:
    """The figures of the dialog that funds some milestones; no charge if there are none."""
    if not rows:
        return {"key": key, "charge": None}
    charge = charge_of(job_view.job, rows)
    short = charge.whole - free
    return {
        "key": key,
        "funds": [row.pk for row in rows],
        "charge": charge,
        "charge_written": amount_input(charge.whole),
        "left": free - charge.whole,
        "short": short if short.minor > 0 else None,
    }
