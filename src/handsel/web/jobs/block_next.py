"""What comes next with the rejected and disputed blocks of a timesheet, as one side reads it."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext_lazy, ngettext

from handsel.kernel.money import Money
from handsel.ui.datetime_format import when_time
from handsel.ui.job_header import NextStep
from handsel.ui.money_format import money_data
from handsel.web.jobs.dispute_next import dispute_next
from handsel.web.jobs.job_view import JobView
from handsel.work.hours.lifecycle import BlockStage
from handsel.work.hours.models import ReviewedBlock, Timesheet
from handsel.work.jobs.lifecycle import Side

_WORDS: dict[tuple[BlockStage, Side], Promise] = {
    (BlockStage.REJECTED, Side.FREELANCER): gettext_lazy("{amount} is not paid {when} unless you contest it"),
    (BlockStage.REJECTED, Side.CLIENT): gettext_lazy("{amount} is not paid {when} unless {name} contests it"),
    (BlockStage.CONTESTED, Side.CLIENT): gettext_lazy("{amount} is paid {when} unless you insist"),
    (BlockStage.CONTESTED, Side.FREELANCER): gettext_lazy("{amount} is paid {when} unless {name} insists"),
}
ANSWERS = {Side.FREELANCER: BlockStage.REJECTED, Side.CLIENT: BlockStage.CONTESTED}
"""The stage of a block that each side may answer."""


def answerable(sheet: Timesheet, stage: BlockStage, at: datetime) -> list[ReviewedBlock]:
    """The blocks in a stage that still wait for an answer."""
    rows = [row for row in sheet.blocks.all() if row.stage == stage]
    return [row for row in rows if row.ends_at is not None and row.ends_at > at]


def own_answers(job_view: JobView, sheet: Timesheet) -> list[ReviewedBlock]:
    """The blocks that the reader may answer."""
    stage = ANSWERS.get(job_view.side)
    return answerable(sheet, stage, job_view.now) if stage else []


def money_of(rows: Sequence[ReviewedBlock], currency: str) -> Money:
    """What blocks cost together."""
    return Money(sum(row.amount for row in rows), currency)


def blocks_text(count: int) -> str:
    """How many blocks, in words."""
    return ngettext("{n} block", "{n} blocks", count).format(n=count)


def blocks_next(job_view: JobView, sheet: Timesheet) -> NextStep | None:
    """What happens next with the blocks that are not decided, the reader's own answers first."""
    own = ANSWERS.get(job_view.side)
    steps = list(_steps(job_view, sheet))
    return min(steps, key=lambda pair: (pair[0] != own, pair[1].until is None), default=(None, None))[1]


def _steps(job_view: JobView, sheet: Timesheet) -> Iterator[tuple[BlockStage | None, NextStep]]:
    currency = job_view.job.currency
    for stage in (BlockStage.REJECTED, BlockStage.CONTESTED):
        rows = [row for row in sheet.blocks.all() if row.stage == stage and row.ends_at is not None]
        if rows and (stage, job_view.side) in _WORDS:
            until = min(row.ends_at for row in rows)
            due = [row for row in rows if row.ends_at == until]
            amount = money_data(money_of(due, currency))
            words = str(_WORDS[stage, job_view.side])
            text = format_html(words, amount=amount, when=when_time(until), name=job_view.other_name)
            tone = "warn" if ANSWERS[job_view.side] is stage else "busy"
            yield stage, NextStep(text, tone=tone, until=until, icon="flag")
    for dispute in job_view.disputes:
        if dispute.sheet_id == sheet.pk:
            yield None, dispute_next(job_view, dispute)
