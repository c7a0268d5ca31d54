"""The exit: one side proposes that both may work elsewhere, and the other answers."""

from typing import Any

from django.db import models
from django.db.models import Q

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.money import Money
from handsel.work.exits.lifecycle import EXIT_LABELS, EXIT_STAGES, ExitStage
from handsel.work.jobs.lifecycle import Side
from handsel.work.jobs.models import BelongsToJobQuerySet, Job
from handsel.work.jobs.stages import HasStages

SIDES = [(side.value, side.value.capitalize()) for side in (Side.CLIENT, Side.FREELANCER)]


def between(job: Job) -> Q:
    """The condition for jobs of the same two people, whoever of them is the client."""
    same = Q(client=job.client_id, freelancer=job.freelancer_id)
    return same | Q(client=job.freelancer_id, freelancer=job.client_id)


class ExitQuerySet(BelongsToJobQuerySet):
    """Queries for exits."""

    def between(self, job: Job) -> "ExitQuerySet":
        """Those that stand between both sides of a job, whichever of their jobs they are in."""
        jobs = Job.objects.filter(between(job))
        return self.filter(job__in=jobs, stage__in=(ExitStage.PROPOSED, ExitStage.AGREED))


class Exit(HasStages, models.Model):
    """A proposal to work elsewhere, with the fee that the client pays when the other side agrees."""

    id: Any = models.BigAutoField(primary_key=True)
    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="exits")
    number = models.PositiveSmallIntegerField()
    side = models.CharField(max_length=10, choices=SIDES)
    fee = models.BigIntegerField()
    note = models.TextField(default="", blank=True)
    stage = models.CharField(max_length=10, default=ExitStage.PROPOSED)
    proposed_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    next_stages, labels = EXIT_STAGES, EXIT_LABELS
    no_step = gettext_noop("This proposal is “%(stage)s” and cannot become “%(next)s”.")

    objects = ExitQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["job", "number"], name="exit_number"),
            models.UniqueConstraint(
                fields=["job"], condition=Q(stage__in=["proposed", "agreed"]), name="exit_one_standing"
            ),
            models.CheckConstraint(condition=Q(stage__in=ExitStage), name="exit_stage_known"),
            models.CheckConstraint(condition=Q(fee__gte=0), name="exit_fee_not_negative"),
        ]

    def __str__(self) -> str:
        return f"exit {self.number} of job {self.job_id}"

    @property
    def fee_money(self) -> Money:
        """What the client pays for it; zero where it is free."""
        return Money(self.fee, self.job.currency)
