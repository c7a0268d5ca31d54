"""The timesheet of a week: what was submitted, until when the client may answer, and what it costs."""

from collections.abc import Iterable
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.json import Facts
from handsel.kernel.money import Money
from handsel.quick_rows import QuickRows
from handsel.work.hours.blocks import BilledBlock, billed_blocks
from handsel.work.hours.lifecycle import SHEET_LABELS, SHEET_STAGES, BlockStage, SheetStage
from handsel.work.hours.models.sheet_queries import TimesheetQuerySet
from handsel.work.hours.models.weeks import JobWeek
from handsel.work.hours.pay import PaidTime, SheetAmounts, sheet_amounts
from handsel.work.jobs.lifecycle import Side
from handsel.work.jobs.models import Job
from handsel.work.jobs.stages import HasStages

if TYPE_CHECKING:
    from handsel.work.hours.models.blocks import ReviewedBlock

SHEET_AFTER: tuple[str, ...] = ("stage", "seconds", "protected", "unprotected", "missing", "submitted_at")
SHEET_AFTER += ("review_ends_at", "approved_at", "closed_at", "reopening_by", "reopening_reason")
SHEET_AFTER += ("protected_blocks", "unbilled_blocks")
"""The columns that an entry states as they are after its act."""
SIDES = [(side.value, side.value) for side in (Side.CLIENT, Side.FREELANCER)]


class Timesheet(HasStages, QuickRows):
    """The time of a week as it was submitted; `protected` and `unprotected` are its paid seconds.

    `protected_blocks` and `unbilled_blocks` are the numbers of those blocks, as it was submitted.
    `approved_at` is when the client approved it, before its review would have ended.
    `reopening_by` is the side that asks the other to reopen it, while its review runs.
    """

    id: Any = models.BigAutoField(primary_key=True)
    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="sheets")
    week = models.OneToOneField(JobWeek, on_delete=models.PROTECT, related_name="sheet")
    stage = models.CharField(
        max_length=10, choices=[(stage.value, stage.value) for stage in SheetStage], default=SheetStage.OPEN
    )
    seconds = models.PositiveIntegerField()
    protected = models.PositiveIntegerField()
    unprotected = models.PositiveIntegerField()
    missing = models.BigIntegerField(default=0)
    submitted_at = models.DateTimeField()
    review_ends_at = models.DateTimeField(null=True)
    approved_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    reopening_by = models.CharField(max_length=10, choices=SIDES, default="", blank=True)
    reopening_reason = models.TextField(default="", blank=True)
    protected_blocks = models.JSONField(default=list, blank=True)
    unbilled_blocks = models.JSONField(default=list, blank=True)

    next_stages, labels = SHEET_STAGES, SHEET_LABELS
    no_step = gettext_noop("This timesheet is “%(stage)s” and cannot become “%(next)s”.")

    objects = TimesheetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(stage__in=SheetStage), name="sheet_stage_known"),
            models.CheckConstraint(
                condition=Q(seconds__gte=models.F("protected") + models.F("unprotected")),
                name="sheet_pays_what_was_worked",
            ),
            models.CheckConstraint(
                condition=Q(reopening_by="", reopening_reason="")
                | (Q(stage=SheetStage.SUBMITTED) & ~Q(reopening_by="")),
                name="sheet_reopening_asked_in_review",
            ),
        ]

    def __str__(self) -> str:
        return f"timesheet of the {self.week}"

    @property
    def time(self) -> PaidTime:
        """The time that is paid."""
        return PaidTime(self.protected, self.unprotected)

    @property
    def amounts(self) -> SheetAmounts:
        """What it costs, protected time and other, in minor units."""
        return sheet_amounts(self.time, self.week.rate)

    @property
    def missing_money(self) -> Money:
        """What was short when it was to be paid."""
        return Money(self.missing, self.job.currency)

    @property
    def is_short(self) -> bool:
        """Whether the client is asked for money that was missing when it was to be paid."""
        return bool(self.missing) and self.stage in {SheetStage.DUE, SheetStage.SHORT}

    @property
    def reviewed_blocks(self) -> "Iterable[ReviewedBlock]":
        """Its blocks that were taken out of review; without a query where it is known to have none."""
        return self.blocks.all() if getattr(self, "has_blocks", True) else ()

    def in_review_of(self, held: Money) -> Money:
        """What of the money that is held is paid when its review ends: all but blocks that were taken out."""
        rest = self.rest.whole if self.stage == SheetStage.SUBMITTED else 0
        return Money(min(rest, held.minor), held.currency)

    @property
    def rest(self) -> SheetAmounts:
        """What is paid of it when its review ends: all but the blocks that were taken out."""
        taken = {True: 0, False: 0}
        for row in self.reviewed_blocks:
            taken[row.number in self.protected_blocks] += row.amount
        return self.amounts.less(protected=taken[True], unprotected=taken[False] - self.missing)

    @property
    def rest_money(self) -> Money:
        """What is paid of it when its review ends, or when it is approved."""
        return Money(self.rest.whole, self.job.currency)

    @property
    def rest_seconds(self) -> int:
        """The time that is paid when its review ends."""
        return self.time.seconds - int(sum(row.seconds for row in self.reviewed_blocks))

    @property
    def rest_protected(self) -> int:
        """The protected part of that time."""
        off: int = sum(row.seconds for row in self.reviewed_blocks if row.number in self.protected_blocks)
        return self.protected - off

    @property
    def frozen(self) -> int:
        """What its blocks that are not decided cost, in minor units."""
        return sum(row.amount for row in self.reviewed_blocks if row.is_frozen)

    @property
    def disputed(self) -> "list[ReviewedBlock]":
        """Its blocks that are frozen until their dispute ends."""
        return [row for row in self.reviewed_blocks if row.stage == BlockStage.DISPUTED]

    @property
    def waits_for_blocks(self) -> bool:
        """Whether its review is over, and all that is left are blocks that are not decided."""
        return self.stage == SheetStage.DUE and not self.missing

    @property
    def version(self) -> str:
        """Names what was submitted: after it was reopened, it is submitted as another version."""
        return self.submitted_at.isoformat()

    @property
    def reopening_version(self) -> str:
        """Names the request to reopen it that waits: who made it, and for what reason."""
        request = f"{self.version} {self.reopening_by} {self.reopening_reason}"
        return sha256(request.encode()).hexdigest()

    def billed_blocks(self) -> list[BilledBlock]:
        """Its blocks, and what each costs; together what the timesheet costs."""
        spans = [row.span for row in self.week.spans.all()]
        return billed_blocks(
            self.week.calendar_week,
            spans,
            limit=self.time.seconds,
            rate=self.week.rate,
            protected=self.protected_blocks,
            unbilled=self.unbilled_blocks,
        )

    def clear_reopening(self) -> None:
        """End a request to reopen it: it was answered or withdrawn, or the review has ended."""
        self.reopening_by = self.reopening_reason = ""

    def blocks_facts(self, rows: "Iterable[ReviewedBlock]") -> Facts:
        """Some of its blocks, and itself, as the record stores them."""
        return {
            "week": self.week.monday,
            "supplement": self.week.supplement,
            "currency": self.job.currency,
            "blocks": [row.facts() for row in rows],
            "sheet": self.columns(),
        }

    def columns(self) -> Facts:
        """Its columns as the record stores them."""
        return {name: getattr(self, name) for name in SHEET_AFTER}

    def facts(self) -> Facts:
        """The timesheet and its week as the record stores them."""
        return {"sheet": self.columns(), "amount": self.amounts.whole, **self.week.facts()}
