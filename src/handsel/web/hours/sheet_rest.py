"""What paying the rest of a short timesheet takes, as its page says it."""

from handsel.kernel.money import zero
from handsel.web.base.amounts import amount_input
from handsel.web.jobs.deposit_missing import wallet_of
from handsel.web.jobs.job_view import JobView
from handsel.work.hours.models import Timesheet
from handsel.work.hours.paying import missing_charge


def rest_of(job_view: JobView, sheet: Timesheet) -> dict[str, object]:
    """The charge, what the wallet lacks for it, and the amount that the page then sends."""
    charge = missing_charge(sheet)
    lacks = max(zero(charge.whole.currency), charge.whole - wallet_of(job_view))
    return {"charge": charge, "written": amount_input(charge.whole), "lacks": lacks}
