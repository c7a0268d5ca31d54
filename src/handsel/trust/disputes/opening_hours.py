"""Disputing blocks of a timesheet, at once or by insisting on a rejection (rules: disputes 1, hourly week 4).

Each act opens a dispute of its own: its amount and its deadline stay as they were when it was opened.
"""

from collections.abc import Sequence

from handsel.kernel.json import Facts
from handsel.trust.disputes.entries import opening as entries
from handsel.trust.disputes.models import Dispute
from handsel.trust.disputes.opening import begin, find_evidence
from handsel.work.hours.models import ReviewedBlock, Timesheet
from handsel.work.hours.rejecting import freeze_contested, freeze_counted
from handsel.work.jobs.acts import JobContext, act
from handsel.work.jobs.lifecycle import Side


@act(entries.OPENED, Side.CLIENT)
def dispute_blocks(
    context: JobContext,
    sheet: Timesheet,
    *,
    shown: str,
    numbers: Sequence[int],
    reason: str,
    evidence: Sequence[int] = (),
) -> Facts:
    """Dispute blocks of a timesheet in review: they are frozen, and the rest is paid as planned.

    `shown` is the version that the client read. Raises what `reject` raises, but for
    `BlockProtected`, and `EvidenceUnknown`.
    """
    reopening_ended = bool(sheet.reopening_by)
    rows = freeze_counted(context, sheet, shown=shown, numbers=numbers, reason=reason)
    proof = find_evidence(context, evidence)
    return {**_begin(context, sheet, rows, reason, proof), "reopening_ended": reopening_ended}


@act(entries.OPENED, Side.CLIENT)
def insist(context: JobContext, sheet: Timesheet, *, numbers: Sequence[int]) -> Facts:
    """Insist on a contested rejection, which makes it a dispute for the reasons of the rejection.

    Raises `BlockDecided` for blocks that are not contested, and `AnswerDue` where silence pays.
    """
    rows = freeze_contested(context, sheet, numbers)
    reasons = dict.fromkeys(row.reason for row in rows)
    return _begin(context, sheet, rows, "\n".join(reasons), [])


def _begin(
    context: JobContext, sheet: Timesheet, rows: Sequence[ReviewedBlock], reason: str, evidence: list[int]
) -> Facts:
    """A dispute in which the client asks that nothing is paid of the blocks."""
    sheet.job = sheet.week.job = context.job
    amount, numbers = sum(row.amount for row in rows), sorted(row.number for row in rows)
    dispute = Dispute(sheet=sheet, blocks=numbers, amount=amount, requested=0, reason=reason)
    dispute.evidence = evidence
    return begin(context, dispute)
