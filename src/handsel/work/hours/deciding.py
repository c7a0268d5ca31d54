"""Deciding blocks that were rejected: nobody contested it, or the client gave in (rules: hourly week 4)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from handsel.bulk import update_each
from handsel.kernel import identifiers
from handsel.kernel.identifiers import HOUSE
from handsel.kernel.json import Facts
from handsel.record.actions import Actor
from handsel.tasks.models import cancel_each
from handsel.work.hours.blocks import settled_stage
from handsel.work.hours.entries import blocks as entries
from handsel.work.hours.lifecycle import BlockStage
from handsel.work.hours.models import ReviewedBlock, Timesheet
from handsel.work.hours.pay import SheetAmounts
from handsel.work.hours.payment import payment_now, release_each
from handsel.work.hours.review_refusals import AnswerDue, BlockDecided
from handsel.work.jobs.acts import JobContext, act
from handsel.work.jobs.lifecycle import Side
from handsel.work.jobs.refusals import InvalidState

DROP_BLOCK = "block.drop"
PAY_BLOCK = "block.pay"
CHANGED = ("stage", "answer", "contested_at", "disputed_at", "ends_at", "closed_at", "paid")


@act(entries.PAID, Side.CLIENT)
def give_in(context: JobContext, sheet: Timesheet, *, numbers: Sequence[int]) -> Facts:
    """Pay contested blocks at once; raises `BlockDecided` for others, and `AnswerDue` where silence pays."""
    rows = waiting_rows(sheet, numbers, BlockStage.CONTESTED, context.at)
    return {**decide(context, sheet, rows, [row.amount for row in rows]), "automatic": False}


@act(entries.PAID, Side.HOUSE)
def _pay_unanswered(context: JobContext, sheet: Timesheet) -> Facts:
    """Check again under the lock: the client may have insisted at the last moment."""
    rows = _due_rows(sheet, BlockStage.CONTESTED, context.at)
    return {**decide(context, sheet, rows, [row.amount for row in rows]), "automatic": True}


@act(entries.DROPPED, Side.HOUSE)
def _drop_uncontested(context: JobContext, sheet: Timesheet) -> Facts:
    """Check again under the lock: the freelancer may have contested at the last moment."""
    rows = _due_rows(sheet, BlockStage.REJECTED, context.at)
    return {**decide(context, sheet, rows, [0] * len(rows)), "automatic": True}


def auto_drop(subject: str, at: datetime) -> None:
    """Give up the rejected blocks of a timesheet whose contest has ended; their money goes back."""
    row = _due_block(subject, BlockStage.REJECTED, at)
    if row is not None:
        _drop_uncontested(_house(row, at), row.sheet)


def auto_give_in(subject: str, at: datetime) -> None:
    """Pay the contested blocks of a timesheet that the client did not answer."""
    row = _due_block(subject, BlockStage.CONTESTED, at)
    if row is not None:
        _pay_unanswered(_house(row, at), row.sheet)


def decide(
    context: JobContext, sheet: Timesheet, rows: Sequence[ReviewedBlock], parts: Sequence[int]
) -> Facts:
    """End blocks by what the freelancer gets of each, and pay that; the rest goes back to the client."""
    for row, part in zip(rows, parts, strict=True):
        row.paid, row.ends_at, row.closed_at = part, None, context.at
        row.move(settled_stage(part, row.amount))
    save(rows)
    seconds, whole = sum(row.seconds for row in rows), sum(row.amount for row in rows)
    payment = payment_now(context, sheet, SheetAmounts(unprotected=sum(parts)), seconds)
    (facts,) = release_each([replace(payment, is_settlement=0 < sum(parts) < whole)])
    return {**facts, "blocks": [row.facts() for row in rows], "decided": whole}


def save(rows: Sequence[ReviewedBlock]) -> None:
    """Save blocks, whose deadlines end with their stage."""
    cancel_each((kind, row.pk) for row in rows for kind in (DROP_BLOCK, PAY_BLOCK))
    update_each(rows, *CHANGED)


def waiting_rows(
    sheet: Timesheet, numbers: Iterable[int], stage: BlockStage, at: datetime
) -> list[ReviewedBlock]:
    """The blocks of these numbers; raises `BlockDecided` if not all are in the stage that is answered."""
    chosen = set(numbers)
    rows = [row for row in sheet.blocks.all() if row.number in chosen and row.stage == stage]
    if not rows or len(rows) < len(chosen):
        raise BlockDecided
    if any(row.ends_at is not None and row.ends_at <= at for row in rows):
        raise AnswerDue
    return rows


def _due_rows(sheet: Timesheet, stage: BlockStage, at: datetime) -> list[ReviewedBlock]:
    rows = [row for row in sheet.blocks.all() if _is_due(row, stage, at)]
    if not rows:
        raise InvalidState
    return rows


def _due_block(subject: str, stage: BlockStage, at: datetime) -> ReviewedBlock | None:
    row = ReviewedBlock.objects.select_related("sheet__job", "sheet__week").get(pk=int(subject))
    return row if _is_due(row, stage, at) else None


def _is_due(row: ReviewedBlock, stage: BlockStage, at: datetime) -> bool:
    return row.stage == stage and row.ends_at is not None and row.ends_at <= at


def _house(row: ReviewedBlock, at: datetime) -> Actor:
    key = identifiers.derived(row.sheet.week.ref, f"{row.stage} block {row.number} {row.ends_at}")
    return Actor(HOUSE, at, key)
