"""The answers to blocks in review: who gives them, to which blocks, and what each says and does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handsel.kernel.json import Facts
from handsel.trust.disputes.opening_hours import dispute_blocks, insist
from handsel.web.base.entry_numbers import EntryNumbers
from handsel.web.base.page_forms import PageForm, Reason
from handsel.web.hours.block_rows import BlockRow
from handsel.web.hours.sheet_view import SheetView
from handsel.web.jobs.block_next import answerable
from handsel.work.hours.deciding import give_in
from handsel.work.hours.lifecycle import BlockStage
from handsel.work.hours.rejecting import contest, reject
from handsel.work.jobs.lifecycle import Side

DIGITS_MAX = 4


@dataclass(frozen=True)
class BlockAnswer:
    """One answer: the side that gives it, the stage of its blocks, its act, and its words."""

    side: Side
    stage: BlockStage
    act: Callable[..., Facts]
    title: Promise
    effect: Promise
    button: Promise
    done: Promise

    @property
    def withholds(self) -> bool:
        """Whether it keeps money from the freelancer."""
        return self.act in (reject, dispute_blocks, insist)

    @property
    def has_reason(self) -> bool:
        """Whether it comes with a reason."""
        return self.act in (reject, dispute_blocks, contest)

    @property
    def form_class(self) -> "type[BlocksForm]":
        """The form by which it is given."""
        if self.act is dispute_blocks:
            return BlocksDisputeForm
        return BlocksReasonForm if self.has_reason else BlocksForm

    @property
    def disputes(self) -> bool:
        """Whether it opens a dispute."""
        return self.act in (dispute_blocks, insist)

    @property
    def needs_version(self) -> bool:
        """Whether the numbers of its blocks mean other time once the timesheet is submitted again."""
        return self.stage is BlockStage.COUNTED

    def rows(self, sheet_view: SheetView) -> list[BlockRow]:
        """The blocks that wait for it."""
        sheet = sheet_view.sheet
        if sheet is None:
            return []
        if self.stage is BlockStage.COUNTED:
            return sheet_view.blocks.counted_rows
        week = sheet_view.week_view.row
        return [
            BlockRow.reviewed(week, row) for row in answerable(sheet, self.stage, sheet_view.job_view.now)
        ]


ANSWERS = {
    "rejection": BlockAnswer(
        Side.CLIENT,
        BlockStage.COUNTED,
        reject,
        title=gettext_lazy("Reject blocks"),
        effect=gettext_lazy(
            "Only what you reject freezes. {name} has {contest_days} to contest it. If they "
            "do not, it is not paid."
        ),
        button=gettext_lazy("Reject"),
        done=gettext_lazy("{blocks} rejected, {amount}. The rest is paid as planned."),
    ),
    "dispute": BlockAnswer(
        Side.CLIENT,
        BlockStage.COUNTED,
        dispute_blocks,
        title=gettext_lazy("Dispute blocks"),
        effect=gettext_lazy(
            "Only what you dispute freezes. {name} has {answer_days} to answer, and then you can both "
            "settle it. Without an answer, protected time is paid and the rest is decided for you both."
        ),
        button=gettext_lazy("Dispute"),
        done=gettext_lazy("{blocks} disputed, {amount}. The rest is paid as planned."),
    ),
    "contest": BlockAnswer(
        Side.FREELANCER,
        BlockStage.REJECTED,
        contest,
        title=gettext_lazy("Contest the rejection"),
        effect=gettext_lazy("{name} has {insist_days} to insist. Without an answer, the blocks are paid."),
        button=gettext_lazy("Contest"),
        done=gettext_lazy("{blocks} contested, {amount}."),
    ),
    "giving-in": BlockAnswer(
        Side.CLIENT,
        BlockStage.CONTESTED,
        give_in,
        title=gettext_lazy("Pay contested blocks"),
        effect=gettext_lazy("They are paid to {name} at once. A payment cannot be undone."),
        button=gettext_lazy("Give in and pay"),
        done=gettext_lazy("You gave in: {blocks}, {amount}."),
    ),
    "insistence": BlockAnswer(
        Side.CLIENT,
        BlockStage.CONTESTED,
        insist,
        title=gettext_lazy("Insist on the rejection"),
        effect=gettext_lazy(
            "This disputes the blocks: they stay frozen. {name} has {answer_days} to answer, "
            "and then you can both settle it. If you do not, the outcome is decided for you both."
        ),
        button=gettext_lazy("Insist"),
        done=gettext_lazy("You insist: {blocks}, {amount}, stay frozen until the dispute ends."),
    ),
}
"""The answers by the name in their address."""


class BlocksForm(PageForm):
    """The blocks that an answer is for, by their numbers; the act says which of them wait for it."""

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__("blocks", data)

    def clean(self) -> dict[str, Any]:
        """Read the numbers that were selected; what is no number of a block is none."""
        sent = self.data.getlist("block") if isinstance(self.data, QueryDict) else []
        numbers = sorted({int(value) for value in sent if value.isdecimal() and len(value) <= DIGITS_MAX})
        if not numbers:
            raise forms.ValidationError(_("Select at least one block."))
        return {**self.cleaned_data, "numbers": numbers}


class BlocksReasonForm(BlocksForm):
    """Some of the blocks that wait for an answer, and why it is given."""

    reason = Reason(label=gettext_lazy("Reason"), help_text=gettext_lazy("You both see it in the record."))


class BlocksDisputeForm(BlocksReasonForm):
    """Blocks that are disputed, why, and what proves it."""

    evidence = EntryNumbers(
        label=gettext_lazy("Evidence: record numbers (optional)"),
        help_text=gettext_lazy("Entries of the Workroom that show it, such as 12, 15."),
    )
