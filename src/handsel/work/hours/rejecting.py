"""Rejecting blocks in review and contesting that; freezing them for a dispute (rules: hourly week 4)."""

from collections.abc import Sequence
from datetime import datetime

from handsel.kernel.characters import is_blank
from handsel.kernel.json import Facts
from handsel.tasks.models import schedule_each
from handsel.work.hours import review
from handsel.work.hours.blocks import BilledBlock
from handsel.work.hours.deciding import DROP_BLOCK, PAY_BLOCK, save, waiting_rows
from handsel.work.hours.entries import blocks as entries
from handsel.work.hours.lifecycle import BlockStage, SheetStage
from handsel.work.hours.models import ReviewedBlock, Timesheet
from handsel.work.hours.paying import is_due
from handsel.work.hours.review_refusals import BlockProtected, NotCounted, PaymentDue
from handsel.work.hours.versions import refuse_other_version
from handsel.work.jobs.acts import JobContext, act
from handsel.work.jobs.lifecycle import Side
from handsel.work.jobs.refusals import InvalidState, ReasonMissing


def counted_blocks(sheet: Timesheet) -> list[BilledBlock]:
    """The blocks that the client may reject or dispute: those that cost something, each once."""
    taken = {row.number for row in sheet.blocks.all()}
    return [block for block in sheet.billed_blocks() if block.amount and block.number not in taken]


@act(entries.REJECTED, Side.CLIENT)
def reject(
    context: JobContext, sheet: Timesheet, *, shown: str, numbers: Sequence[int], reason: str
) -> Facts:
    """Reject blocks of a timesheet in review: what they cost freezes, and the rest is paid as planned.

    A request to reopen the timesheet ends with it.
    `shown` is the version that the client read. Raises `Stale` if it was submitted again since, `NotCounted`
    for a block without paid time or that was rejected or disputed before, `BlockProtected`, `PaymentDue` once
    the review has ended, and `ReasonMissing`.
    """
    refuse_other_version(sheet.version, shown)
    rows = _taken_out(context, sheet, numbers, reason)
    if any(row.number in sheet.protected_blocks for row in rows):
        raise BlockProtected
    ends_at = review.contest_ends(context.at, context.job.business_calendar(context.calendar))
    for row in rows:
        row.move(BlockStage.REJECTED)
        row.rejected_at, row.ends_at = context.at, ends_at
    ReviewedBlock.objects.bulk_create(rows)
    schedule_each((DROP_BLOCK, row.pk, ends_at) for row in rows)
    ended = bool(sheet.reopening_by)
    sheet.clear_reopening()
    sheet.save(force_update=True)
    facts = _facts(context, sheet, rows, reason=reason, due=ends_at)
    return {**facts, "sheet": sheet.columns(), "reopening_ended": ended}


@act(entries.CONTESTED, Side.FREELANCER)
def contest(context: JobContext, sheet: Timesheet, *, numbers: Sequence[int], reason: str) -> Facts:
    """Contest the rejection of blocks; the client then insists or gives in, and silence pays.

    Raises `BlockDecided` for blocks that are not rejected, `AnswerDue` after the time to contest, and
    `ReasonMissing`.
    """
    if is_blank(reason):
        raise ReasonMissing
    rows = waiting_rows(sheet, numbers, BlockStage.REJECTED, context.at)
    ends_at = review.insist_ends(context.at, context.job.business_calendar(context.calendar))
    for row in rows:
        row.move(BlockStage.CONTESTED)
        row.answer, row.contested_at, row.ends_at = reason, context.at, ends_at
    save(rows)
    schedule_each((PAY_BLOCK, row.pk, ends_at) for row in rows)
    return _facts(context, sheet, rows, reason=reason, due=ends_at)


def freeze_counted(
    context: JobContext, sheet: Timesheet, *, shown: str, numbers: Sequence[int], reason: str
) -> list[ReviewedBlock]:
    """Take blocks of a timesheet in review out of it for a dispute, in the act that opens that.

    A request to reopen the timesheet ends with it. Raises what `reject` raises, but for `BlockProtected`.
    """
    refuse_other_version(sheet.version, shown)
    rows = _taken_out(context, sheet, numbers, reason)
    for row in rows:
        row.move(BlockStage.DISPUTED)
        row.disputed_at = context.at
    ReviewedBlock.objects.bulk_create(rows)
    sheet.clear_reopening()
    sheet.save(force_update=True)
    return rows


def freeze_contested(context: JobContext, sheet: Timesheet, numbers: Sequence[int]) -> list[ReviewedBlock]:
    """Keep contested blocks frozen for a dispute, in the act by which the client insists on a rejection.

    Raises `BlockDecided` for blocks that are not contested, and `AnswerDue` where silence pays.
    """
    rows = waiting_rows(sheet, numbers, BlockStage.CONTESTED, context.at)
    for row in rows:
        row.move(BlockStage.DISPUTED)
        row.disputed_at, row.ends_at = context.at, None
    save(rows)
    return rows


def _taken_out(
    context: JobContext, sheet: Timesheet, numbers: Sequence[int], reason: str
) -> list[ReviewedBlock]:
    """The blocks of these numbers, taken out of a review that runs."""
    if is_blank(reason):
        raise ReasonMissing
    if sheet.stage != SheetStage.SUBMITTED:
        raise InvalidState
    if is_due(sheet, context.at):
        raise PaymentDue
    chosen = [block for block in counted_blocks(sheet) if block.number in set(numbers)]
    if not chosen or len(chosen) < len(set(numbers)):
        raise NotCounted
    return [
        ReviewedBlock(
            job=context.job,
            sheet=sheet,
            number=block.number,
            seconds=block.seconds,
            amount=block.amount,
            reason=reason,
        )
        for block in chosen
    ]


def _facts(
    context: JobContext, sheet: Timesheet, rows: list[ReviewedBlock], *, reason: str, due: datetime
) -> Facts:
    return {
        "week": sheet.week.monday,
        "supplement": sheet.week.supplement,
        "currency": context.job.currency,
        "blocks": [row.facts() for row in rows],
        "amount": sum(row.amount for row in rows),
        "reason": reason,
        "due": due,
    }
