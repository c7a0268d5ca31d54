"""The dispute: what one side disputes of what a milestone holds, or of the time of a timesheet."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.json import Facts
from handsel.kernel.money import Money
from handsel.trust.disputes.claimed import claim_facts
from handsel.trust.disputes.lifecycle import DISPUTE_LABELS, DISPUTE_STAGES, OPEN, TO_DECIDE, DisputeStage
from handsel.trust.disputes.models.offer_states import STANDING, OfferState
from handsel.work.hours.models import ReviewedBlock, Timesheet
from handsel.work.jobs.lifecycle import Side
from handsel.work.jobs.models import BelongsToJobQuerySet, Job
from handsel.work.jobs.stages import HasStages
from handsel.work.milestones.models import Milestone

DISPUTE_AFTER: tuple[str, ...] = ("side", "amount", "requested", "reason", "evidence", "stage", "blocks")
DISPUTE_AFTER += ("opened_at", "ends_at", "answer", "answer_evidence", "answered_at", "handed_at")
DISPUTE_AFTER += ("decide_by", "to_freelancer", "closed_at", "payment")
DISPUTE_AFTER += ("round", "sealed_by", "commitment", "round_ends_at")
DISPUTE_AFTER += ("arbiter", "arbiter_name", "decision", "decided_by", "decided_at")
DISPUTE_AFTER += ("appeal", "appealed_by", "appealed_at")
"""The columns of a dispute that an entry states as they are after its act."""
SIDES = [(side.value, side.value) for side in (Side.CLIENT, Side.FREELANCER)]


class DisputeQuerySet(BelongsToJobQuerySet):
    """Queries for disputes."""

    def for_act(self) -> BelongsToJobQuerySet:
        """Join the milestone, or the timesheet and its week, with their money, and the offers."""
        rows = super().for_act().select_related("milestone__holding__account")
        rows = rows.select_related("sheet__week__holding__account")
        joined: BelongsToJobQuerySet = rows.prefetch_related("offers")
        return joined

    def open(self) -> "DisputeQuerySet":
        """Disputes in which money is frozen."""
        return self.filter(stage__in=OPEN)


class Dispute(HasStages, models.Model):
    """What one side disputes of a milestone's money, or of a timesheet: how much, why, and what came of it.

    It is about a milestone, or about `blocks` of a timesheet, by their numbers, or it is a claim on what the
    entry `payment` paid.

    People refer to it by its number in the job. `requested` is what the freelancer would get as who opened it
    asks, `to_freelancer` what came out; its step ends by itself at `ends_at`. While a sealed offer waits,
    `sealed_by` is its side, and `round_ends_at` when its round is void. `arbiter` was asked to decide it.
    """

    id: Any = models.BigAutoField(primary_key=True)
    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="disputes")
    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, null=True, related_name="disputes")
    sheet = models.ForeignKey(Timesheet, on_delete=models.PROTECT, null=True, related_name="disputes")
    blocks = models.JSONField(default=list, blank=True)
    payment = models.UUIDField(null=True)
    number = models.PositiveSmallIntegerField()
    side = models.CharField(max_length=10, choices=SIDES)
    amount = models.BigIntegerField()
    requested = models.BigIntegerField()
    reason = models.TextField()
    evidence = models.JSONField(default=list)
    stage = models.CharField(max_length=20, default=DisputeStage.OPENED)
    opened_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    answer = models.TextField(default="", blank=True)
    answer_evidence = models.JSONField(default=list)
    answered_at = models.DateTimeField(null=True)
    handed_at = models.DateTimeField(null=True)
    decide_by = models.DateTimeField(null=True)
    to_freelancer = models.BigIntegerField(null=True)
    closed_at = models.DateTimeField(null=True)
    round = models.PositiveSmallIntegerField(default=0)
    sealed_by = models.CharField(max_length=10, default="", blank=True)
    commitment = models.CharField(max_length=64, default="", blank=True)
    round_ends_at = models.DateTimeField(null=True)
    arbiter = models.UUIDField(null=True)
    arbiter_name = models.CharField(max_length=80, default="", blank=True)
    decision = models.TextField(default="", blank=True)
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    appeal = models.TextField(default="", blank=True)
    appealed_by = models.CharField(max_length=10, default="", blank=True)
    appealed_at = models.DateTimeField(null=True)

    next_stages, labels = DISPUTE_STAGES, DISPUTE_LABELS
    no_step = gettext_noop("This dispute is “%(stage)s” and cannot become “%(next)s”.")

    objects = DisputeQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["job", "number"], name="dispute_number"),
            models.UniqueConstraint(
                fields=["milestone", "side"], condition=Q(stage__in=sorted(OPEN)), name="dispute_one_open"
            ),
            models.CheckConstraint(condition=Q(stage__in=DisputeStage), name="dispute_stage_known"),
            models.CheckConstraint(
                condition=Q(amount__gt=0) & Q(requested__gte=0) & Q(requested__lte=F("amount")),
                name="dispute_of_something",
            ),
            models.CheckConstraint(
                condition=Q(to_freelancer=None) | Q(to_freelancer__gte=0) & Q(to_freelancer__lte=F("amount")),
                name="dispute_outcome_within",
            ),
            models.CheckConstraint(
                condition=Q(milestone__isnull=False, sheet=None, payment=None)
                | Q(milestone=None, sheet__isnull=False, payment=None)
                | Q(milestone=None, sheet=None, payment__isnull=False),
                name="dispute_about_one",
            ),
            models.UniqueConstraint(fields=["payment"], name="dispute_claim_once"),
        ]

    def __str__(self) -> str:
        return f"dispute {self.number} of job {self.job_id}"

    @property
    def is_open(self) -> bool:
        """Whether its money is still frozen."""
        return self.stage in OPEN

    @property
    def waits_for_arbiter(self) -> bool:
        """Whether the outside arbiter is to decide it, or its appeal, now, and nobody else."""
        return self.arbiter not in {None, self.decided_by} and self.stage in TO_DECIDE

    @property
    def money(self) -> Money:
        """What is disputed."""
        return Money(self.amount, self.job.currency)

    @property
    def open_round(self) -> int:
        """The round of sealed offers that a number is sealed in now: the one that is on, or the next."""
        return self.round if self.sealed_by else self.round + 1

    def last_offer_of(self, side: str) -> Any:
        """The last offer of a side that stands, declined or not; None if it has none."""
        rows = (row for row in self.offers.all() if row.side == side)
        return next((row for row in rows if row.state in STANDING), None)

    def offer_of(self, side: str) -> Any:
        """The offer of a side that the other can accept; None if it has none."""
        last = self.last_offer_of(side)
        return last if last is not None and last.state == OfferState.OPEN else None

    def last_offers(self) -> list[int]:
        """What the freelancer would get by the last offer of each side that made one."""
        rows = [self.last_offer_of(side) for side, _ in SIDES]
        return [row.to_freelancer for row in rows if row is not None]

    def acceptable(self, side: str) -> int | None:
        """What a side may accept that the freelancer gets: the other's open offer, else what it asks for."""
        offer = self.last_offer_of(Side(side).other)
        if offer is not None:
            return int(offer.to_freelancer) if offer.state == OfferState.OPEN else None
        return None if self.side == side else self.requested

    def join_job(self, job: Job) -> None:
        """Let it, and what it is about, have one row of their job."""
        self.job = job
        if self.milestone is not None:
            self.milestone.job = job
        if self.sheet is not None:
            self.sheet.job = self.sheet.week.job = job

    @property
    def block_rows(self) -> list[ReviewedBlock]:
        """The blocks that it is about."""
        return [row for row in self.sheet.blocks.all() if row.number in self.blocks] if self.sheet else []

    def facts(self) -> Facts:
        """The dispute and what it is about as the record stores them."""
        after: Facts = {name: getattr(self, name) for name in DISPUTE_AFTER}
        about, place = self._about()
        return {
            "dispute": self.number,
            "amount": self.amount,
            "currency": self.job.currency,
            "about": about,
            "dispute_after": {"ref": None, "week": None, "supplement": None, **after, **place},
        }

    def _about(self) -> tuple[Facts, Facts]:
        """What it is about as the record stores it, and the columns that name that."""
        if self.milestone is not None:
            return self.milestone.facts(), {"ref": str(self.milestone.ref)}
        if self.sheet is None:
            return claim_facts(self.payment), {}
        about = self.sheet.blocks_facts(self.block_rows)
        return about, {"week": about["week"], "supplement": about["supplement"]}
